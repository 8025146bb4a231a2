"""The programme's sets of clips by name, and what each set's chance grows from."""

SEEDS = {
    "tune": "tune",
    "tune_2": "report",
    "tune_3": "report_2",
    "tune_4": "report_9",
    "tune_5": "people_14",
    "tune_6": "people_28",
    "tune_7": "people_36",
    "tune_8": "people_61",
    "report": "people_64",
    "report_2": "people_164",
}
"""All but the last two are to tune on; `tune_2` to `tune_4` and `tune_6` to `tune_8` were reported before."""

"""How true the measured back is, on rendered clips whose back is known. Prints the tables of docs/back.md.

Run: python -m benchmarks.back FOLDER [--markdown FILE]. The clips come from python -m samples.render.backs;
they take hours to make, so they are not part of the project.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.back_truth import PARTS, Array, Clip
from benchmarks.common import table

SAGS_DEG = (0, 5, 10, 15, 20, 30)
TRIED_DEG = (-7.0, -9.0, -11.0)
NEUTRAL_LIMIT_DEG, BEST_LIMIT_DEG = -16.0, -5.0
"""Turns of the lower back at which a sag is told: some that could do on rendered clips, and the two of the
bird dog's definition, against neutral and against the own best hold."""
HOLD_S = 1.2
"""Length of the middle of a hold whose median is taken."""
SIDE_VIEW_DEG = 5.0
Row = Sequence[object]
Table = tuple[str, Sequence[str], list[Row]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--markdown", type=Path, help="also write the tables there")
    told = parser.parse_args()
    clips = [Clip(path) for path in sorted(told.folder.glob("*.mp4")) if path.with_suffix(".npz").exists()]
    bends, birds = ([c for c in clips if (c.told["move"] == "sag") == sag] for sag in (False, True))
    tables = [*bend_tables(bends), *sag_tables(birds)]
    for title, head, rows in tables:
        table(title, head, rows)
    if told.markdown:
        told.markdown.write_text("\n".join(_markdown(*one) for one in tables), encoding="utf-8")


def bend_tables(clips: list[Clip]) -> list[Table]:
    """Return how well changes of the curve are measured: over all side views, by position, by camera."""
    head = (
        "clips",
        "number",
        "seen",
        "correlation",
        "mean error",
        "slope",
        "lower r",
        "lower error",
        "upper r",
    )
    side = [clip for clip in clips if clip.yaw_deg < SIDE_VIEW_DEG]
    cling = [clip for clip in side if clip.told["clothes"] == "cling"]
    rows = [_bend_row("side view, all", side), _bend_row("clinging clothes", cling)]
    rows += [_bend_row("hanging clothes", [c for c in side if c not in cling])]
    rows += _grouped(cling, "position", lambda c: str(c.told["position"]))
    rows += _grouped(cling, "body", lambda c: str(c.told["body"]))
    rows += _grouped(clips, "degrees off side-on", lambda c: f"{c.yaw_deg:.0f}")
    return [("Change of the curve against neutral [deg]", head, rows)]


def _grouped(clips: list[Clip], what: str, key: Callable[[Clip], str]) -> list[Row]:
    return [
        _bend_row(f"{what}: {name}", [c for c in clips if key(c) == name])
        for name in sorted({key(c) for c in clips})
    ]


def _bend_row(name: str, clips: list[Clip]) -> Row:
    if not clips:
        return (name, 0, *[""] * 7)
    true = np.concatenate([c.true_deg[c.still] for c in clips])
    measured = np.concatenate([c.measured_deg[c.still] for c in clips])
    seen = f"{np.isfinite(measured[:, PARTS.index('lower')]).mean():.0%}"
    (r, error, slope), (lower_r, lower_error, _), (upper_r, *_) = (
        _agreement(true[:, k], measured[:, k]) for k in range(3)
    )
    return (name, len(clips), seen, r, error, slope, lower_r, lower_error, upper_r)


def _agreement(true: Array, measured: Array) -> tuple[str, str, str]:
    """Return correlation, mean absolute error and slope of the measured over the true."""
    both = np.isfinite(true) & np.isfinite(measured)
    if both.sum() < 10:
        return ("", "", "")
    r = np.corrcoef(true[both], measured[both])[0, 1]
    slope = np.polyfit(true[both], measured[both], 1)[0]
    return f"{r:.3f}", f"{np.abs(true - measured)[both].mean():.1f}", f"{slope:.2f}"


def sag_tables(clips: list[Clip]) -> list[Table]:
    """Return the share of bird dogs told as sagging, by true sag, body, camera and limit."""
    head = ("told where the lower back turns by", *(f"{sag} deg" for sag in SAGS_DEG), "unknown")
    rows = [
        *(
            _sag_row(f"{-limit:.0f} deg more than in neutral", _all(clips, _against_neutral), limit)
            for limit in (*TRIED_DEG, NEUTRAL_LIMIT_DEG)
        ),
        _sag_row("5 deg more than in a good hold before", _all(clips, _against_good), BEST_LIMIT_DEG),
    ]
    for clip in clips:
        name = f"{clip.told['body']}, camera {clip.yaw_deg:.0f} off"
        rows.append(_sag_row(f"{name}: 16 more than neutral", _against_neutral(clip), NEUTRAL_LIMIT_DEG))
        rows.append(_sag_row(f"{name}: 5 more than a good hold", _against_good(clip), BEST_LIMIT_DEG))
    return [("Sagging lower backs told, bird dogs told of all, by true sag", head, rows)]


Sags = list[tuple[float, float]]


def _all(clips: Iterable[Clip], of: Callable[[Clip], Sags]) -> Sags:
    return [sag for clip in clips for sag in of(clip)]


def _against_neutral(clip: Clip) -> Sags:
    """Return true sag and measured turn of the lower back in each hold [deg]."""
    lower = clip.measured_deg[:, PARTS.index("lower")]
    sags = []
    for rep in clip.told["reps"]:
        middle_s = (rep["start_s"] + rep["end_s"]) / 2
        hold = lower[np.abs(clip.t_s - middle_s) < HOLD_S / 2]
        known = hold[np.isfinite(hold)]
        sags.append(
            (float(rep["sag_deg"]), float(np.median(known)) if len(known) > len(hold) / 2 else np.nan)
        )
    return sags


def _against_good(clip: Clip) -> Sags:
    """The same against the flattest hold of the same side so far; left out before a side has held well."""
    best: dict[str, float] = {}
    well: set[str] = set()
    sags = []
    for rep, (sag, turn) in zip(clip.told["reps"], _against_neutral(clip), strict=True):
        if rep["side"] in well:
            sags.append((sag, turn - best[rep["side"]]))
        if np.isfinite(turn):
            best[rep["side"]] = max(turn, best.get(rep["side"], turn))
            if sag == 0:
                well.add(rep["side"])
    return sags


def _sag_row(name: str, sags: Sags, limit: float) -> Row:
    told = []
    for wanted in SAGS_DEG:
        turns = [turn for sag, turn in sags if sag == wanted and np.isfinite(turn)]
        told.append(f"{sum(turn <= limit for turn in turns)}/{len(turns)}" if turns else "")
    return (name, *told, sum(not np.isfinite(turn) for _, turn in sags))


def _markdown(title: str, head: Sequence[str], rows: list[Row]) -> str:
    lines = [
        f"### {title}",
        "",
        *(f"| {' | '.join(map(str, row))} |" for row in (head, ["---"] * len(head), *rows)),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

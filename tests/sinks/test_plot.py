"""Truths about the plot: what is on it, that no words overlap, that any length fits, whole or not at all."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from posecheck.errors import OutputError
from posecheck.sinks.plot import headline, plot_session, session_figure
from posecheck.sinks.plot_lanes import (
    BLUE,
    INK,
    VERMILLION,
    Bar,
    fault_lanes,
    movement_lanes,
    numbers_shown,
    placed,
)
from posecheck.sinks.plot_panels import chosen_signals, envelope, known_back, runs
from tests.sinks.sessions import (
    SIGNALS,
    back_session,
    briefing,
    fault,
    hold_session,
    rep,
    reps_session,
    result_of,
)

NOTHING = ({name: [] for name in ("t_s", "phase", *SIGNALS)}, result_of(summary={"score": None}))
SESSIONS = {
    "5 s": (reps_session(5, 2.5), briefing()),
    "1 min": (reps_session(60), briefing()),
    "20 min": (reps_session(1200), briefing()),
    "hold": (hold_session(), briefing("hold", "Forearm plank")),
    "nothing": (NOTHING, briefing()),
    "back": (back_session(), briefing(of_back=("head_deg",))),
    "20 min back": (back_session(1200), briefing(of_back=("head_deg",))),
}


@pytest.fixture(params=SESSIONS, scope="module")
def session(request: pytest.FixtureRequest):
    return SESSIONS[request.param]


def shown_texts(figure: Figure) -> list[tuple[str, Any]]:
    """Return the words that are really drawn, ticks out of range left out, with their boxes in pixels."""
    drawn = []
    draw = Text.draw

    def noting(text: Text, renderer: Any, *rest: Any, **options: Any) -> None:
        if text.get_visible() and text.get_text().strip():
            drawn.append((text.get_text(), text.get_window_extent(renderer)))
        draw(text, renderer, *rest, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", noting)
        FigureCanvasAgg(figure).draw()
    return drawn


def test_no_words_overlap_or_leave_the_page(session) -> None:
    (columns, result), brief = session
    assert_apart(shown_texts(session_figure(columns, result, brief)))


def assert_apart(texts: list[tuple[str, Any]]) -> None:
    for text, box in texts:
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= 1600, text
        assert box.y1 <= 900, text
    for (one, a), (other, b) in combinations(texts, 2):
        apart = a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1 or a.y1 <= b.y0 + 1 or b.y1 <= a.y0 + 1
        assert apart, (one, other)


def test_the_picture_has_its_size(tmp_path: Path, session) -> None:
    (columns, result), brief = session
    plot_session(tmp_path / "p.png", columns, result, brief)
    with Image.open(tmp_path / "p.png") as picture:
        assert picture.size == (1600, 900)
    assert [p.name for p in tmp_path.iterdir()] == ["p.png"]


def test_every_repetition_and_reason_is_labelled() -> None:
    columns, result = reps_session(60)
    words = [text for text, _ in shown_texts(session_figure(columns, result, briefing()))]
    assert [w for w in words if w[0].isdigit() and w[-1] in "LR"] == [
        f"{r.n} {'L' if r.side == 'left' else 'R'}" for r in result.reps
    ]
    assert words.count("shallow") == 2
    assert "knees drift apart ×4" in words  # noqa: RUF001
    assert "holiday_clip.mp4" in words


@pytest.mark.parametrize(
    ("result", "counts", "expected"),
    [
        (reps_session(60)[1], "reps", "Bridge: 9 repetitions, 2 not counted, 6 faults, score 84"),
        (hold_session()[1], "hold", "Bridge: 43.9 s held in 2 holds, 1 fault"),
        (NOTHING[1], "reps", "Bridge: 0 repetitions, no faults"),
        (result_of(reps=(rep(1, 0, 1),), summary={}), "reps", "Bridge: 1 repetition, no faults"),
        (
            result_of(reps=(rep(1, 0, 1), rep(2, 1, 1)), summary={"cadence_per_min": 103.6}),
            "cycles",
            "Bridge: 2 steps, 104 a minute, no faults",
        ),
        (result_of(summary={"rounds": 5}), "rounds", "Bridge: 5 rounds paced, no faults"),
    ],
)
def test_the_headline_counts(result, counts: str, expected: str) -> None:
    assert headline(result, briefing(counts)) == expected


def test_names_with_signs_of_formulas_and_other_letters_are_drawn_as_they_are(tmp_path: Path, capfd) -> None:
    columns, result = reps_session(5, 2.5)
    result = result_of(source={"path": "a$b$c_^.mp4"}, faults=(fault("too_$much$", 1, 2),))
    plot_session(tmp_path / "p.png", columns, result, briefing(name="Brücke $x^2$ 橋"))
    assert capfd.readouterr() == ("", "")


def test_the_main_signals_and_those_of_faults_are_shown() -> None:
    columns, _ = reps_session(5)
    assert chosen_signals(columns, (), SIGNALS) == list(SIGNALS[:5])
    at_fault = (fault("x", 0, 1, signal="head"),)
    assert chosen_signals(columns, at_fault, SIGNALS) == [*SIGNALS[:4], "head_deg"]
    assert chosen_signals(columns, (), SIGNALS, SIGNALS[1:4]) == [*SIGNALS[:2], SIGNALS[2], *SIGNALS[4:6]]
    assert "dark_deg" not in chosen_signals(columns, (fault("x", 0, 1, signal="dark"),), SIGNALS)


def back_lane(columns: Any, result: Any, of_back: tuple[str, ...]) -> dict[str, list[np.ndarray]]:
    """Return the lines of the panel of the back as (T, 2) points by their colour; nothing without one."""
    figure = session_figure(columns, result, briefing(of_back=of_back))
    panels = [axes for axes in figure.axes if "back turn" in " ".join(t.get_text() for t in axes.texts)]
    lines: dict[str, list[np.ndarray]] = {}
    for line in panels[0].lines if panels else []:
        lines.setdefault(str(line.get_color()), []).append(np.asarray(line.get_xydata()))
    return lines


def test_the_back_has_a_lane_where_it_is_judged_with_gaps_where_it_was_not_seen() -> None:
    columns, result = back_session()
    lane = back_lane(columns, result, ("head_deg",))
    whole, lower = lane[INK][0], lane[BLUE][-1]  # the peaks come first
    hidden = (whole[:, 0] >= 20) & (whole[:, 0] < 25)
    assert (np.isnan(whole[:, 1]) == hidden).all()
    assert (np.isnan(lower[:, 1]) == hidden).all()
    assert np.allclose(whole[~hidden, 1], 2 * lower[~hidden, 1])
    assert back_lane(columns, result, ()) == {}


def test_the_course_of_the_back_is_marked_where_a_fault_of_the_back_was_found() -> None:
    columns, _ = back_session()
    result = result_of(faults=(fault("round", 3, 6, "bad", "head"), fault("knees", 8, 9, signal="knee")))
    marked = back_lane(columns, result, ("head_deg",))[VERMILLION]
    assert len(marked) == 2  # the whole and its lower half
    for line in marked:
        known = line[np.isfinite(line[:, 1]), 0]
        assert (known.min().round(3), known.max().round(3)) == (3.0, 6.0)


def test_a_back_that_was_never_trusted_has_no_lane() -> None:
    columns, result = back_session()
    columns["back_confidence"] = [0.49] * len(columns["t_s"])
    assert known_back(columns) is None
    assert back_lane(columns, result, ("head_deg",)) == {}


def test_phases_become_stretches_without_gaps() -> None:
    t_s = np.arange(8) * 0.5
    phases = ["nobody", "nobody", "ready", "out", "out", "hold", "ready", "ready"]
    assert runs(phases, t_s, 10) == {
        "nobody": [(0.0, 1.0)],
        "ready": [(1.0, 0.5), (3.0, 0.5)],
        "out": [(1.5, 1.0)],
        "hold": [(2.5, 0.5)],
    }
    assert runs([], np.array([]), 10) == {}


def test_thin_phases_are_shown_as_one_and_long_rests_stay() -> None:
    phases = ["out", "hold", "back", "ready"] * 40 + ["ready"] * 40 + ["out", "hold", "back", "ready"] * 40
    t_s = np.arange(len(phases)) * 1.0
    assert runs(phases, t_s, 10)["out"][0] == (0.0, 1.0)
    assert runs(phases, t_s, 0.5) == {
        "moving": [(0.0, 159.0), (200.0, 159.0)],
        "ready": [(159.0, 41.0)],
    }


def test_the_envelope_holds_extremes_and_median() -> None:
    t_s, low, middle, high = envelope(np.arange(7.0), np.array([1, 5, 3, np.nan, np.nan, np.nan, 9.0]), 3)
    assert t_s.tolist() == [1, 4]
    assert (low[0], middle[0], high[0]) == (1, 3, 5)
    assert np.isnan([low[1], middle[1], high[1]]).all()


def test_labels_go_on_the_bar_or_beside_it_or_nowhere() -> None:
    bars = [
        Bar(0, 10, "wide", ""),
        Bar(11, 12, "beside", ""),
        Bar(20, 21, "no room", ""),
        Bar(23, 40, "x", ""),
    ]
    shown = placed(bars, 50, px_per_s=10)
    assert [(bar.label, inside) for bar, _, inside in shown] == [
        ("wide", True),
        ("beside", False),
        ("x", True),
    ]
    assert placed([Bar(0, 30, "why", "", hatched=True)], 60, 10)[0][2] is False


@pytest.mark.parametrize(("px", "step"), [(15, 5), (7, 10), (1, 100)])
def test_many_bars_are_numbered_now_and_then(px: float, step: int) -> None:
    bars = [Bar(i, i + 0.5, str(i), "") for i in range(300)]
    assert numbers_shown(bars, px) == list(range(step, 301, step))


def test_long_names_lose_their_middle_and_stay_on_the_page() -> None:
    columns, result = reps_session(60)
    faults = (fault("the_shoulders_wander_far_ahead_of_the_elbows", 1, 2),)
    long = result_of(reps=result.reps, faults=faults, source={"path": "recording_" * 30 + ".mp4"})
    texts = shown_texts(session_figure(columns, long, briefing()))
    assert "the should…he elbows ×1" in [text for text, _ in texts]  # noqa: RUF001
    assert_apart(texts)


def test_lanes_leave_out_what_did_not_happen_and_gather_rare_faults() -> None:
    assert movement_lanes(NOTHING[1]) == []
    many = [fault(f"kind_{i}", n, n + 0.5) for i in range(9) for n in range(i + 1)]
    lanes = fault_lanes(many)
    assert [lane.name.split(" ×")[0] for lane in lanes] == [  # noqa: RUF001
        "kind 8", "kind 7", "kind 6", "kind 5", "kind 4", "other faults",
    ]  # fmt: skip
    assert len(lanes[-1].bars) == 1 + 2 + 3 + 4


@pytest.mark.parametrize(
    ("name", "words"), [("missing/p.png", "its folder does not exist"), ("taken.png", "it is a folder")]
)
def test_a_place_that_cannot_be_written(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "taken.png").mkdir()
    with pytest.raises(OutputError, match=words):
        plot_session(tmp_path / name, *NOTHING, briefing())
    assert [p.name for p in tmp_path.iterdir()] == ["taken.png"]

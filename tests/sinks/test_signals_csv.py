"""Truths about the signal table: its columns, decimals, empty cells, and that it is whole or not there."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from posecheck.back import BackCurve
from posecheck.errors import OutputError
from posecheck.sinks.columns import ColumnsSink
from posecheck.sinks.signals_csv import SignalsCsvSink
from tests import figures
from tests.sinks.moments import BRIEFING, SOURCE, errors_of, feed, moment, plain, small_disk

NAN = float("nan")


def test_rows_columns_and_decimals(tmp_path: Path) -> None:
    path = tmp_path / "signals.csv"
    feed(
        SignalsCsvSink(path),
        [
            moment(0.0, 0, "setup"),
            moment(1 / 30, 1, "out", side="left", values={"hip_deg": 12.34567, "line_off_ratio": -0.00001}),
            moment(0.1, 3, "hold", reps=1, values={"hip_deg": NAN, "line_off_ratio": 1.0}),
            moment(0.2, 4, "ready", reps=2, values={"hip_deg": float("inf")}),
        ],
    )
    assert path.read_bytes().decode() == (
        "frame,t_s,phase,rep,side,hip_deg,line_off_ratio,back_turn_deg,back_confidence\n"
        "0,0.0000,setup,,,,,,\n"
        "1,0.0333,out,1,left,12.346,0.000,,\n"
        "3,0.1000,hold,2,,,1.000,,\n"
        "4,0.2000,ready,,,,,,\n"
    )


def test_the_back_is_written_as_seen_in_every_phase_and_however_sure(tmp_path: Path) -> None:
    path = tmp_path / "signals.csv"
    rounded, hollow = (BackCurve(deg, 0, 0, 0, sure, figures.FLAT) for deg, sure in ((31.25, 1), (-8, 0.1)))
    feed(SignalsCsvSink(path), [moment(0, 0, "setup", back=rounded), moment(1, 1, back=hollow), moment(2, 2)])
    with path.open(newline="") as file:
        rows = [(row["back_turn_deg"], row["back_confidence"]) for row in csv.DictReader(file)]
    assert rows == [("31.250", "1.000"), ("-8.000", "0.100"), ("", "")]


def test_the_table_reads_back(tmp_path: Path) -> None:
    feed(SignalsCsvSink(tmp_path / "s.csv"), plain(50))
    with (tmp_path / "s.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["frame"]) for row in rows] == list(range(50))
    assert float(rows[49]["t_s"]) == pytest.approx(49 / 30, abs=1e-4)


def test_nothing_under_the_name_before_the_end(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("the last session")
    sink = SignalsCsvSink(path)
    sink.open(BRIEFING, SOURCE)
    sink.write(moment(0, 0))
    assert path.read_text() == "the last session"
    sink.close()
    sink.close()
    assert path.read_text().startswith("frame,")
    assert [p.name for p in tmp_path.iterdir()] == ["s.csv"]


@pytest.mark.parametrize(
    ("name", "words"), [("missing/s.csv", "its folder does not exist"), ("taken.csv", "it is a folder")]
)
def test_a_place_that_cannot_be_written(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "taken.csv").mkdir()
    with pytest.raises(OutputError, match=words) as caught:
        feed(SignalsCsvSink(tmp_path / name), plain(2))
    assert "\n" not in str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["taken.csv"]


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(OutputError, match="no permission"):
        SignalsCsvSink(tmp_path / "s.csv").open(BRIEFING, SOURCE)


def test_a_full_disk_is_told_once_and_leaves_nothing(tmp_path: Path) -> None:
    sink = SignalsCsvSink(tmp_path / "s.csv")
    sink.open(BRIEFING, SOURCE)
    with small_disk(4096):
        errors = errors_of(sink, plain(2000))
    assert [error.message for error in errors] == [f"Cannot write {tmp_path / 's.csv'}: the disk is full"]
    assert list(tmp_path.iterdir()) == []


def test_columns_gather_every_signal() -> None:
    sink = ColumnsSink()
    rounded = BackCurve(30, 10, 20, 0, 0.4, figures.FLAT)
    feed(sink, [moment(0.5, 0, "out", values={"hip_deg": 3.0}), moment(0.6, 1, "back", back=rounded)])
    back = ["back_turn_deg", "back_confidence", "back_lower_turn_deg"]
    assert list(sink.columns) == ["t_s", "phase", "hip_deg", "line_off_ratio", *back]
    assert [list(sink.columns[name])[1] for name in back] == [30, 0.4, 10]
    assert np.isnan([sink.columns[name][0] for name in back]).all()
    assert list(sink.columns["t_s"]) == [0.5, 0.6]
    assert list(sink.columns["phase"]) == ["out", "back"]
    assert list(sink.columns["hip_deg"]) == pytest.approx([3.0, NAN], nan_ok=True)
    assert list(sink.columns["line_off_ratio"]) == pytest.approx([NAN, NAN], nan_ok=True)

"""A made-up session of repetitions or holds, with its signals, for the plot."""

from __future__ import annotations

from typing import Any

import numpy as np

from posecheck.result import Fault, Hold, Rejected, Rep, SessionResult
from posecheck.step import Briefing

SIGNALS = (
    "hip_deg",
    "hip_off_ratio",
    "knee_deg",
    "shank_deg",
    "shoulder_height_ratio",
    "head_deg",
    "dark_deg",
)


def briefing(counts: str = "reps", name: str = "Bridge", of_back: tuple[str, ...] = ()) -> Briefing:
    """Return the briefing of a made-up exercise."""
    kind: Any = counts
    unit = "step" if counts == "cycles" else ""
    return Briefing("bridge", name, kind, 3.0, "Lie on your back", SIGNALS, back_signals=of_back, unit=unit)


def result_of(**parts: Any) -> SessionResult:
    """Return a result with the given parts and the rest empty."""
    empty: dict[str, Any] = dict.fromkeys(("reps", "rejected", "holds", "faults", "warnings"), ())
    known: dict[str, Any] = {
        "posecheck": "0",
        "source": {"path": "holiday_clip.mp4"},
        "model": None,
        "exercise": {"id": "bridge"},
        "coverage": 1.0,
        "view": {},
        "symmetry": None,
        "summary": {"score": 84},
    }
    return SessionResult(**{**known, **empty, **parts})


def rep(n: int, start_s: float, length_s: float, side: Any = None) -> Rep:
    """Return a repetition with its peak in the middle."""
    peak_s = start_s + length_s / 2
    return Rep(n, side, start_s, peak_s, start_s + length_s, 1.0, {"hip": 80.0}, "deg", 90, {})


def fault(name: str, start_s: float, end_s: float, severity: Any = "warn", signal: str = "knee") -> Fault:
    """Return a fault of a signal in degrees."""
    return Fault(name, None, severity, start_s, end_s, signal, 99.0, 95.0, "deg", "Do it otherwise")


def reps_session(seconds: float, period_s: float = 5.0) -> tuple[dict[str, list[Any]], SessionResult]:
    """Return columns and result of bridges every `period_s`; each fourth is too shallow to count."""
    t = np.arange(0, seconds, 1 / 30)
    beat = (t - 2) % period_s
    busy = (t > 2) & (beat < 0.7 * period_s)
    depth = np.where(busy, np.sin(np.pi * np.clip(beat / (0.7 * period_s), 0, 1)), 0)
    number = ((t - 2) // period_s).astype(int)
    depth = np.where(number % 4 == 3, 0.5 * depth, depth)
    share = beat / (0.7 * period_s)
    phase = np.where(t < 1, "nobody", np.where(t < 2, "setup", "ready"))
    phase = np.where(busy, np.where(share < 0.35, "out", np.where(share < 0.65, "hold", "back")), phase)
    noise = np.random.default_rng(0).normal(0, 1, (6, len(t)))
    columns: dict[str, list[Any]] = {
        "t_s": t.tolist(),
        "phase": phase.tolist(),
        "hip_deg": (115 + 60 * depth + noise[0]).tolist(),
        "hip_off_ratio": (0.3 - 0.3 * depth + 0.01 * noise[1]).tolist(),
        "knee_deg": (90 + 6 * depth + noise[2]).tolist(),
        "shank_deg": (np.where(t < 2, np.nan, 88 + noise[3])).tolist(),
        "shoulder_height_ratio": (0.01 * noise[4]).tolist(),
        "head_deg": noise[5].tolist(),
        "dark_deg": [float("nan")] * len(t),
    }
    reps, rejected, faults = [], [], []
    for i in range(int((seconds - 2) // period_s)):
        start_s = 2 + i * period_s
        side = ("left", "right")[i % 2]
        if i % 4 == 3:
            rejected.append(Rejected(None, start_s, start_s + 0.7 * period_s, "shallow"))
        else:
            reps.append(rep(len(reps) + 1, start_s, 0.7 * period_s, side))
        if i % 3 == 0:
            faults.append(fault("knees_drift_apart", start_s + 1, start_s + 2.5))
        if i % 5 == 2:
            faults.append(fault("back_arched", start_s + 1.5, start_s + 2.4, "bad", "head"))
    return columns, result_of(reps=tuple(reps), rejected=tuple(rejected), faults=tuple(faults))


def hold_session(seconds: float = 60) -> tuple[dict[str, list[Any]], SessionResult]:
    """Return columns and result of a plank in two holds."""
    columns, _ = reps_session(seconds)
    t = np.asarray(columns["t_s"])
    holding = ((t > 5) & (t < 32.5)) | ((t > 40) & (t < seconds - 3))
    columns["phase"] = np.where(holding, "hold", np.where(t < 3, "setup", "ready")).tolist()
    columns["hip_deg"] = (np.where(holding, 175, 140) + np.sin(t)).tolist()
    holds = (Hold(None, 5.0, 32.5, 26.9, 91), Hold(None, 40.0, seconds - 3, seconds - 43, 70))
    sag = fault("hips_sag", 25.0, 31.0, "bad", "hip")
    return columns, result_of(holds=holds, faults=(sag,), summary={"score": None})


def back_session(seconds: float = 60) -> tuple[dict[str, list[Any]], SessionResult]:
    """Return the columns and result of bridges with a back that is out of sight from 20 s to 25 s."""
    columns, result = reps_session(seconds)
    t = np.asarray(columns["t_s"])
    columns["back_turn_deg"] = (20 * np.sin(t)).tolist()
    columns["back_lower_turn_deg"] = (10 * np.sin(t)).tolist()
    columns["back_confidence"] = np.where((t >= 20) & (t < 25), 0.4, 0.5).tolist()
    return columns, result

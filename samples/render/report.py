"""The truth file of a clip: reps, holds, quiet and empty stretches, joint angles."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from samples.render.motion import Mark, Stop, Window
from samples.render.report_back import BACK_ANGLES, back_primary, back_values, back_zone
from samples.render.truth import measure

if TYPE_CHECKING:
    from samples.render.clip import Take

Array = NDArray[np.float64]
FINE_HZ, COARSE_HZ = 100, 10
SIDE_WORD = {"L": "left", "R": "right"}
ANGLES = [
    f"{name}_{side}_deg" for name in ("hip", "knee", "leg_incl", "arm_incl") for side in ("left", "right")
]


class Series:
    """Every true value on a fine clock."""

    def __init__(self, take: "Take") -> None:
        self.t_s = np.arange(0, take.motion.duration_s, 1 / FINE_HZ)
        poses = [take.motion.pose(t) for t in self.t_s]
        rows = [measure(take.skeleton, pose) for pose in poses]
        self.values = {name: np.array([row[name] for row in rows]) for name in rows[0]} | back_values(poses)
        self.back_angles = BACK_ANGLES if take.clip.tells_back else ()
        first = next(k for k, stop in enumerate(take.motion.stops) if stop.mark)
        ready_s = take.motion.windows[_resting(take.motion.windows, first)].end_s
        self.torso_m = float(np.median(self.values["torso_m"][self.between(ready_s - 1, ready_s)]))
        to_ankle = ("plank_forearm", "plank_high", "bird_dog", "standing_forward_bend")
        far = "ankle" if take.clip.exercise in to_ankle else "knee"
        self.hip_off = self.values[f"off_{far}_m"] / self.torso_m
        self.line_deg = self.values[f"line_{far}_deg"]
        self.worst_line_deg = self._worst_line(far)

    def _worst_line(self, far: str) -> Array:
        if far == "knee":
            names = ("hip_left_deg", "hip_right_deg")
        else:
            names = ("line_ankle_left_deg", "line_ankle_right_deg")
        result: Array = np.minimum(*(self.values[name] for name in names))
        return result

    def between(self, start_s: float, end_s: float) -> slice:
        """Rows of the fine clock from `start_s` to `end_s`."""
        first, last = (int(np.clip(round(t * FINE_HZ), 0, len(self.t_s) - 1)) for t in (start_s, end_s))
        return slice(first, last + 1)


def _resting(windows: list[Window], before: int) -> int:
    """The last stop before this one at which the person really stayed."""
    return max((k for k in range(before) if windows[k].end_s - windows[k].reach_s > 0.5), default=0)


def _crossing(
    series: Series, signal: Array, start_s: float, end_s: float, share: float, last: bool = False
) -> float:
    """When the signal has gone `share` of its way from the value at `start_s` to the value at `end_s`."""
    rows = series.between(start_s, end_s)
    part = signal[rows]
    way = (part - part[0]) / (part[-1] - part[0])
    beyond = np.flatnonzero(way < share)[-1] + 1 if last else np.flatnonzero(way >= share)[0]
    return float(series.t_s[rows][min(beyond, len(part) - 1)])


def _home(stops: list[Stop], windows: list[Window], after: int) -> int:
    """The next stop at which the person rests."""
    later = range(after + 1, len(stops))
    return next(k for k in later if not stops[k].mark and windows[k].end_s - windows[k].reach_s > 0.5)


def _primary(series: Series, exercise: str, mark: Mark) -> Array:
    back = back_primary(exercise, mark)
    if back:
        return series.values[back]
    if exercise == "bridge":
        result: Array = (series.values["hip_left_deg"] + series.values["hip_right_deg"]) / 2
        return result
    return series.values[f"leg_incl_{mark.side}_deg"]


def _in_zone(series: Series, exercise: str, mark: Mark, rows: slice) -> NDArray[np.bool_]:
    """The reference's `peak_in` zone; a limb whose fault lies outside it is held to its own plateau."""
    if back_primary(exercise, mark):
        return back_zone(exercise, _primary(series, exercise, mark)[rows])
    if exercise == "bridge":
        hip = _primary(series, exercise, mark)[rows]
        return np.asarray(hip >= min(160, hip[len(hip) // 2] - 6))
    side = mark.side
    arm_side = "right" if side == "left" else "left"
    zone = np.ones(rows.stop - rows.start, dtype=bool)
    for name, limit in (
        (f"leg_incl_{side}_deg", -24),
        (f"knee_{side}_deg", 140),
        (f"arm_incl_{arm_side}_deg", -28),
    ):
        signal = series.values[name][rows]
        zone &= signal >= min(limit, signal[len(signal) // 2] - 6)
    return zone


def _rep(series: Series, exercise: str, mark: Mark, out: Window, back: Window) -> dict[str, Any]:
    signal = _primary(series, exercise, mark)
    rows = series.between(out.leave_s, back.reach_s)
    return {
        "side": mark.side,
        "start_s": round(_crossing(series, signal, out.leave_s, out.reach_s, 0.1), 2),
        "peak_s": round((out.reach_s + out.end_s) / 2, 2),
        "end_s": round(_crossing(series, signal, back.leave_s, back.reach_s, 0.9), 2),
        "hold_s": round(float(_in_zone(series, exercise, mark, rows).sum()) / FINE_HZ, 2),
        "faults": list(mark.faults),
        "at_peak": _at(series, (out.reach_s + out.end_s) / 2, mark.side),
    }


def _at(series: Series, t_s: float, side: str | None) -> dict[str, float]:
    row = series.between(t_s, t_s).start
    names = [name for name in ANGLES if side or not name.startswith(("arm", "leg"))]
    names += series.back_angles
    values = {name: round(float(series.values[name][row]), 1) for name in names}
    return values | {"hip_off_ratio": round(float(series.hip_off[row]), 3)}


def _reps(take: "Take", series: Series, kind: str) -> list[dict[str, Any]]:
    stops, windows = take.motion.stops, take.motion.windows
    reps = []
    for k, stop in enumerate(stops):
        if not stop.mark or stop.mark.kind != kind:
            continue
        turn = stops[k + 1].mark
        last = k + 1 if turn and turn.kind == "turn" else k
        out = replace(windows[k], leave_s=windows[_resting(windows, k)].end_s)
        back = replace(windows[_home(stops, windows, last)], leave_s=windows[last].end_s)
        rep = _rep(series, take.clip.exercise, stop.mark, out, back)
        reps.append(rep | (_turn(series, windows[last]) if last > k else {}))
    return reps


def _turn(series: Series, window: Window) -> dict[str, Any]:
    """The other peak of a rep that goes two ways."""
    middle_s = (window.reach_s + window.end_s) / 2
    return {"turn_s": round(middle_s, 2), "at_turn": _at(series, middle_s, None)}


def _hold_runs(stops: list[Stop]) -> list[tuple[int, int]]:
    """First and last stop of each unbroken run of `hold` marks."""
    flags = [bool(stop.mark and stop.mark.kind == "hold") for stop in stops] + [False]
    runs, start = [], None
    for k, flag in enumerate(flags):
        if flag and start is None:
            start = k
        elif not flag and start is not None:
            runs.append((start, k - 1))
            start = None
    return runs


def _holds(take: "Take", series: Series) -> list[dict[str, Any]]:
    stops, windows = take.motion.stops, take.motion.windows
    holds = []
    for first, last in _hold_runs(stops):
        entry = _resting(windows, first)
        line = series.worst_line_deg
        start = _crossing(series, line, windows[entry].end_s, windows[first].reach_s, 0.9, last=True)
        end = _crossing(series, line, windows[last].end_s, windows[last + 1].reach_s, 0.1)
        marks = [stop.mark for stop in stops[first : last + 1] if stop.mark]
        faults = sorted({fault for mark in marks for fault in mark.faults})
        holds.append(
            {
                "start_s": round(start, 2),
                "end_s": round(end, 2),
                "seconds": round(end - start, 2),
                "faults": faults,
            }
        )
        holds[-1]["hip_off_ratio"] = [
            round(float(np.median(series.hip_off[series.between(windows[k].reach_s, windows[k].end_s)])), 3)
            for k in range(first, last + 1)
        ]
    return holds


def _quiet(duration_s: float, busy: list[tuple[float, float]]) -> list[list[float]]:
    """What lies between the busy stretches, a little away from them."""
    quiet, now = [], 0.0
    for start, end in [*sorted(busy), (duration_s + 0.4, duration_s)]:
        if start - 0.4 - now > 0.3:
            quiet.append([round(now, 2), round(start - 0.4, 2)])
        now = end + 0.4
    return quiet


def _runs(flags: Callable[[float], bool], duration_s: float) -> list[list[float]]:
    t = np.arange(0, duration_s, 0.1)
    marks = np.array([flags(x) for x in t])
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marks, [False]]).astype(int)))
    return [
        [round(float(t[a]), 1), round(float(min(b * 0.1, duration_s)), 1)] for a, b in edges.reshape(-1, 2)
    ]


def _out_of_view(take: "Take", t_s: float) -> bool:
    points = take.shift(np.stack(list(take.skeleton.keypoints(take.motion.at(t_s)).values())))
    return bool(np.all(np.abs(points[:, 1]) > take.view.width_m / 2 + 0.05))


def _angles(series: Series) -> dict[str, list[float]]:
    every = slice(None, None, FINE_HZ // COARSE_HZ)
    table = {name: series.values[name] for name in [*ANGLES, "trunk_incl_deg", *series.back_angles]}
    angles = {"t_s": series.t_s[every].round(1).tolist()}
    angles |= {name: signal[every].round(1).tolist() for name, signal in table.items()}
    return angles | {
        "hip_off_ratio": series.hip_off[every].round(3).tolist(),
        "body_line_deg": series.line_deg[every].round(1).tolist(),
    }


def _rejected(item: dict[str, Any]) -> dict[str, Any]:
    """A movement that is no rep, with the fault that makes it none where there is one."""
    faults = {"faults": item["faults"]} if item["faults"] else {}
    return {key: item[key] for key in ("side", "start_s", "end_s")} | {"reason": "shallow"} | faults


def truth_of(take: "Take") -> dict[str, Any]:
    """The truth file's object; times in seconds of the clip's own clock."""
    clip, series = take.clip, Series(take)
    reps, shallow, holds = _reps(take, series, "rep"), _reps(take, series, "shallow"), _holds(take, series)
    busy = [(item["start_s"], item["end_s"]) for item in (*reps, *shallow, *holds)]
    duration = float(take.motion.duration_s)
    rejected = [_rejected(item) for item in shallow]
    return {
        "clip": clip.name,
        "exercise": clip.exercise,
        "view": "side" if abs(clip.view.yaw_deg) <= 20 else "oblique",
        "yaw_deg": clip.view.yaw_deg,
        "facing": clip.facing,
        "width": clip.size[0],
        "height": clip.size[1],
        "rotation_deg": 90 if clip.portrait else 0,
        "fps": "variable" if clip.jittered_times else 30,
        "duration_s": round(duration, 2),
        "frames": len(take.times_s),
        "seed": clip.seed,
        "body": vars(clip.shape),
        "torso_m": round(series.torso_m, 3),
        "people": 2 if clip.bystander else 1,
        "note": clip.note,
        "reps": reps,
        "rejected": rejected,
        "holds": holds,
        "faults": sorted({fault for item in (*reps, *shallow, *holds) for fault in item["faults"]}),
        "quiet": _quiet(duration, busy),
        "absent": _runs(lambda t: _out_of_view(take, t), duration),
        "angles": _angles(series),
    }

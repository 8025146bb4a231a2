"""The truth of a programme clip: when each repetition begins, peaks and ends, told by all joints' paths."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.render.motion import Motion, Stop, Window
from samples.render.report import _resting
from samples.render.truth import from_keypoints, interior_deg

Array = NDArray[np.float64]
UNDER_WAY, AT_PEAK = 0.1, 0.1
REST_S = 0.5
BODY = [
    f"{side}_{name}"
    for name in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
    for side in ("left", "right")
]
TRIPLES = {
    "hip": ("shoulder", "hip", "knee"),
    "knee": ("hip", "knee", "ankle"),
    "shoulder": ("hip", "shoulder", "elbow"),
    "elbow": ("shoulder", "elbow", "wrist"),
}
PLANES = {"side": (1, 2), "front": (0, 2), "space": (0, 1, 2)}
SAGITTAL = ("trunk_incl_deg", "lean_deg", "shank_incl_deg")
INCLINES = ("leg_incl", "arm_incl")


def joint_angles(keypoints: dict[str, Array], plane: str) -> dict[str, float]:
    """Interior angles [deg] of hip, knee, shoulder and elbow as seen in a plane of the body's world."""
    axes = list(PLANES[plane])
    at = {name: point[axes] for name, point in keypoints.items()}
    return {
        f"{angle}_{side}_deg": interior_deg(*(at[f"{side}_{name}"] for name in names))
        for angle, names in TRIPLES.items()
        for side in ("left", "right")
    }


@dataclass
class Course:
    """Where the joints are in every frame: `t_s` (N,), `body` (N, 12, 3) m; `angles` (N,) deg by name."""

    t_s: Array
    body: Array
    angles: dict[str, Array]
    torso_m: float

    @classmethod
    def of(cls, times_s: Array, keypoints: list[dict[str, Array]], plane: str) -> "Course":
        """From the keypoints of every frame."""
        rows = [from_keypoints(points) for points in keypoints]
        joints = [joint_angles(points, plane) for points in keypoints]
        names = [*SAGITTAL, *(f"{name}_{side}_deg" for name in INCLINES for side in ("left", "right"))]
        angles = {name: np.array([row[name] for row in joints]) for name in joints[0]}
        angles |= {name: np.array([row[name] for row in rows]) for name in names}
        body = np.array([[points[name] for name in BODY] for points in keypoints])
        return cls(times_s, body, angles, float(np.median([row["torso_m"] for row in rows[:10]])))

    def frame(self, t_s: float) -> int:
        """The frame nearest to a time."""
        return int(np.clip(np.searchsorted(self.t_s, t_s), 0, len(self.t_s) - 1))

    def away(self, t_s: float) -> Array:
        """How far [m] the joints of every frame are from where they are at this time (N,)."""
        off = np.linalg.norm(self.body - self.body[self.frame(t_s)], axis=2)
        result: Array = np.sqrt((off**2).sum(axis=1))
        return result


def _start_s(course: Course, out: Window) -> float:
    """When a tenth of the way out is done."""
    first, last = course.frame(out.leave_s), course.frame(out.reach_s)
    way = course.away(out.leave_s)[first : last + 1]
    return float(course.t_s[first + int(np.argmax(way >= UNDER_WAY * way[-1]))])


def _end_s(course: Course, back: Window) -> float:
    """When only a tenth of the way back is left."""
    first, last = course.frame(back.leave_s), course.frame(back.reach_s)
    way = course.away(back.reach_s)[first : last + 1]
    return float(course.t_s[min(last, first + int(np.flatnonzero(way > UNDER_WAY * way[0])[-1]) + 1)])


def _hold_s(course: Course, out: Window, back: Window) -> float:
    """How long the joints are within a tenth of the way from the middle of the plateau."""
    way = course.away((out.reach_s + out.end_s) / 2)
    span = slice(course.frame(out.leave_s), course.frame(back.reach_s) + 1)
    near = way[span] <= AT_PEAK * max(way[span][0], way[span][-1])
    return float(near.sum() * np.median(np.diff(course.t_s)))


def _at(course: Course, t_s: float) -> dict[str, float]:
    k = course.frame(t_s)
    return {name: round(float(values[k]), 1) for name, values in course.angles.items()}


def _home(stops: list[Stop], windows: list[Window], after: int) -> int:
    later = [k for k in range(after + 1, len(stops)) if not stops[k].mark]
    rests = [k for k in later if windows[k].end_s - windows[k].reach_s >= REST_S]
    return (rests or later)[0]


def _there_and_back(motion: Motion, k: int) -> tuple[Window, Window, Window | None]:
    """The way out of rest to the marked stop, the way back to rest, and the other peak where there is one."""
    stops, windows = motion.stops, motion.windows
    nearby = stops[k + 1].mark if k + 1 < len(stops) else None
    last = k + 1 if nearby and nearby.kind == "turn" else k
    out = replace(windows[k], leave_s=windows[_resting(windows, k)].end_s)
    back = replace(windows[_home(stops, windows, last)], leave_s=windows[last].end_s)
    return out, back, windows[last] if last > k else None


def _rep(course: Course, motion: Motion, k: int) -> dict[str, Any]:
    mark = motion.stops[k].mark
    assert mark
    out, back, turn = _there_and_back(motion, k)
    middle_s = (out.reach_s + out.end_s) / 2
    rep: dict[str, Any] = {
        "side": mark.side,
        "start_s": round(_start_s(course, out), 2),
        "peak_s": round(middle_s, 2),
        "end_s": round(_end_s(course, back), 2),
        "hold_s": round(_hold_s(course, out, back), 2),
        "still_s": round(out.end_s - out.reach_s, 2),
        "faults": list(mark.faults),
        "at_peak": _at(course, middle_s),
    }
    if turn:
        turn_s = (turn.reach_s + turn.end_s) / 2
        rep |= {"turn_s": round(turn_s, 2), "at_turn": _at(course, turn_s)}
    return rep | ({"exercise": mark.exercise} if mark.exercise else {})


def _beats(course: Course, motion: Motion) -> list[dict[str, Any]]:
    """Beats follow one another without rest: each goes from half way before its far end to half way after."""
    marked = [k for k, stop in enumerate(motion.stops) if stop.mark and stop.mark.kind == "beat"]
    at = [(motion.windows[k].reach_s + motion.windows[k].end_s) / 2 for k in marked]
    beats = []
    for n, k in enumerate(marked):
        mark = motion.stops[k].mark
        assert mark
        half = [abs(at[m] - at[n]) / 2 for m in (n - 1, n + 1) if 0 <= m < len(at)]
        before, after = (half[0], half[-1]) if half else (0.5, 0.5)
        beat: dict[str, Any] = {
            "side": mark.side,
            "start_s": at[n] - before,
            "peak_s": at[n],
            "end_s": at[n] + after,
        }
        beat |= {"faults": list(mark.faults), "at_peak": _at(course, at[n])}
        beat |= {"exercise": mark.exercise} if mark.exercise else {}
        beats.append({key: round(v, 2) if isinstance(v, float) else v for key, v in beat.items()})
    return beats


def _hold_runs(stops: list[Stop]) -> list[list[int]]:
    runs: list[list[int]] = []
    for k, stop in enumerate(stops):
        if stop.mark and stop.mark.kind == "hold":
            if runs and runs[-1][-1] == k - 1:
                runs[-1].append(k)
            else:
                runs.append([k])
    return runs


def _holds(course: Course, motion: Motion) -> list[dict[str, Any]]:
    """Unbroken runs of `hold` marks: 90 % of the way in to 10 % of the way out."""
    holds = []
    for run in _hold_runs(motion.stops):
        first, last = motion.windows[run[0]], motion.windows[run[-1]]
        into = course.away(first.reach_s)[: course.frame(first.reach_s) + 1]
        entry = course.frame(motion.windows[_resting(motion.windows, run[0])].end_s)
        start = float(course.t_s[int(np.flatnonzero(into[entry:] > AT_PEAK * into[entry])[-1]) + entry])
        after = motion.windows[min(run[-1] + 1, len(motion.windows) - 1)]
        end = _start_s(course, replace(after, leave_s=last.end_s))
        marks = [motion.stops[k].mark for k in run]
        holds.append(
            {
                "side": marks[0].side if marks[0] else None,
                "start_s": round(start, 2),
                "end_s": round(end, 2),
                "seconds": round(end - start, 2),
                "faults": sorted({fault for mark in marks if mark for fault in mark.faults}),
            }
            | ({"exercise": marks[0].exercise} if marks[0] and marks[0].exercise else {})
        )
    return holds


def _quiet(duration_s: float, busy: list[tuple[float, float]]) -> list[list[float]]:
    """What lies between the busy stretches, a little away from them."""
    quiet, now = [], 0.0
    for start, end in [*sorted(busy), (duration_s + 0.4, duration_s)]:
        if start - 0.4 - now > 0.3:
            quiet.append([round(now, 2), round(start - 0.4, 2)])
        now = end + 0.4
    return quiet


def _blocks(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Runs of the same exercise: from the first movement's start to the last one's end."""
    blocks: list[dict[str, Any]] = []
    for event in sorted(events, key=lambda item: item["start_s"]):
        if blocks and blocks[-1]["exercise"] == event["exercise"]:
            blocks[-1]["end_s"] = event["end_s"]
        else:
            blocks.append({key: event[key] for key in ("exercise", "start_s", "end_s")})
    return blocks


def _marked(motion: Motion, kind: str) -> list[int]:
    return [k for k, stop in enumerate(motion.stops) if stop.mark and stop.mark.kind == kind]


def events_of(course: Course, motion: Motion, duration_s: float, several: bool) -> dict[str, Any]:
    """`reps`, `rejected`, `holds`, `faults`, `quiet`, and `blocks` where one clip shows several exercises."""
    reps = [_rep(course, motion, k) for k in _marked(motion, "rep")] + _beats(course, motion)
    partial = [_rep(course, motion, k) for k in _marked(motion, "shallow")]
    holds = _holds(course, motion)
    everything = [*reps, *partial, *holds]
    kept = ("side", "start_s", "peak_s", "end_s", "faults")
    events = {
        "reps": reps,
        "rejected": [{key: item[key] for key in kept} | {"reason": "shallow"} for item in partial],
        "holds": holds,
        "faults": sorted({fault for item in everything for fault in item["faults"]}),
        "quiet": _quiet(duration_s, [(item["start_s"], item["end_s"]) for item in everything]),
    }
    return events | ({"blocks": _blocks(everything)} if several or not everything else {})

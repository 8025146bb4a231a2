"""Says what a session found in a few calm lines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from posecheck.result import Fault, Rejected, SessionResult

MOST_CUES = 3
"""Nobody works on more than a few things at a time."""
TOLD_HOLD_S = 0.5
TOLD_COVERAGE = 0.9
REASONS = {"shallow": "not far enough", "fast": "too fast", "slow": "too slow", "lost": "out of view"}


def report(result: SessionResult) -> list[str]:
    """Return the lines for one session: what was counted, what to work on, what could not be seen."""
    name = Path(result.source["path"]).name
    if result.blocks is None:
        return [f"{name}: {result.exercise['name']}", *_indented(_judged(result))]
    told = {warning for block in result.blocks for warning in block["warnings"]}
    rest = [f"Note: {warning}" for warning in result.warnings if warning not in told]
    return [*_recognised(name, result), *_indented(rest)]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _judged(result: SessionResult) -> list[str]:
    return [*_counted(result), *_rejected(result), *_to_work_on(result), *_caveats(result)]


def _recognised(name: str, result: SessionResult) -> list[str]:
    """Return what was found where the exercise was not named: each with its time, where there are several."""
    parts = [(block, _part(result, block)) for block in result.blocks or ()]
    if not parts:
        return [f"{name}: no exercise recognised"]
    if len(parts) == 1:
        return [f"{name}: {parts[0][1].exercise['name']}, recognised", *_indented(_judged(parts[0][1]))]
    lines = [f"{name}: {len(parts)} exercises, one after the other"]
    for block, part in parts:
        times = f"{clock(block['start_s'])} to {clock(block['end_s'])}"
        lines += _indented([f"{times}  {part.exercise['name']}", *_indented(_judged(part))])
    return lines


def _part(result: SessionResult, block: dict[str, Any]) -> SessionResult:
    """Return one block as a result of its own."""
    return SessionResult.from_dict(result.to_dict() | block)


def clock(t_s: float) -> str:
    """Return stream seconds as minutes and seconds: 0:07."""
    return f"{int(t_s // 60)}:{int(t_s % 60):02d}"


def number_of(n: int, word: str) -> str:
    """Return "1 hold", "2 holds"."""
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def logged_words(result: SessionResult) -> str:
    """Return what was written down by hand: "30 minutes, effort 4 of 10, easy lengths"."""
    entry = result.logged or {}
    minutes = f"{entry['minutes']:g} minute{'' if entry['minutes'] == 1 else 's'}"
    effort = "" if entry["effort"] is None else f"effort {entry['effort']} of 10"
    return ", ".join(filter(None, [minutes, effort, entry["note"]]))


def _counted(result: SessionResult) -> list[str]:
    if result.logged:
        return [logged_words(result)]
    if result.holds and "rounds" in result.summary:
        return [_paced(result)]
    if result.reps and "unit" in result.summary:
        return [_rhythm(result)]
    if result.holds:
        return [_score(_holds(result), result)]
    if result.reps:
        return [_score(_reps(result), result)]
    return ["Nothing was counted"] if result.seen else []


def _holds(result: SessionResult) -> str:
    seconds = [hold.seconds for hold in result.holds]
    if len(seconds) == 1:
        return f"Held {seconds[0]:.1f} s"
    return f"{len(seconds)} holds, {sum(seconds):.1f} s together, the longest {max(seconds):.1f} s"


def _paced(result: SessionResult) -> str:
    """Return how many rounds were paced, and in what time."""
    seconds = sum(hold.seconds for hold in result.holds)
    return f"{number_of(result.summary['rounds'], 'round')} paced, {clock(seconds)} in position"


def _rhythm(result: SessionResult) -> str:
    """Return steps, strokes or turns with their cadence and time."""
    summary = result.summary
    text = f"{number_of(len(result.reps), summary['unit'])}{_by_side(result)} in {clock(summary['active_s'])}"
    cadence = summary["cadence_per_min"]
    return text if cadence is None else f"{text}, {round(cadence)} a minute"


def _by_side(result: SessionResult) -> str:
    sides = Counter(rep.side for rep in result.reps if rep.side in ("left", "right"))
    either = len(result.reps) - sum(sides.values())
    unsure = f", {either} of either side" if either else ""
    return f" ({sides['left']} left, {sides['right']} right{unsure})" if sides else ""


def _reps(result: SessionResult) -> str:
    text = number_of(len(result.reps), "repetition") + _by_side(result)
    # who goes both ways from neutral holds at both ends
    ends = max(len(rep.ways) for rep in result.reps) or 1
    hold_s = median(rep.hold_s for rep in result.reps) / ends
    if hold_s < TOLD_HOLD_S:
        return text
    about = "held" if len(result.reps) == 1 else "held about"
    each = " at each end" if ends > 1 else ("" if len(result.reps) == 1 else " each")
    return f"{text}, {about} {hold_s:.1f} s{each}"


def _score(text: str, result: SessionResult) -> str:
    score = result.summary["score"]
    return text if score is None else f"{text}, score {score} of 100"


def _rejected(result: SessionResult) -> list[str]:
    if not result.rejected:
        return []
    return ["Not counted: " + ", ".join(_attempt(r) for r in result.rejected[:MOST_CUES]) + _more(result)]


def _attempt(attempt: Rejected) -> str:
    part = f"{attempt.side}, " if attempt.side else ""
    part += f"{' and '.join(attempt.short)} " if attempt.short else ""
    return f"one at {clock(attempt.start_s)} ({part}{REASONS[attempt.reason]})"


def _more(result: SessionResult) -> str:
    more = len(result.rejected) - MOST_CUES
    return f", and {more} more" if more > 0 else ""


def _to_work_on(result: SessionResult) -> list[str]:
    found = {item["id"]: item["times"] for item in result.summary["cues"]}
    if not found:
        done = (_was_judged(result) or result.holds) and not result.rejected
        return ["Nothing to correct in what was seen"] if done and result.view["suited"] else []
    lines = [_work_line(id_, times, result.faults) for id_, times in list(found.items())[:MOST_CUES]]
    more = len(found) - MOST_CUES
    return lines + ([f"and {number_of(more, 'smaller thing')}, see the result file"] if more > 0 else [])


def _was_judged(result: SessionResult) -> bool:
    """Return whether the form of any repetition was judged: not that of steps told by one signal alone."""
    in_a_row = [rep for rep in result.reps if rep.side or not rep.by]
    return bool(in_a_row if "unit" in result.summary else result.reps)


def _work_line(id_: str, times: int, faults: tuple[Fault, ...]) -> str:
    first = next(fault for fault in faults if fault.id == id_)
    often = f"at {clock(first.start_s)}" if times == 1 else f"{times} times, first at {clock(first.start_s)}"
    return f"Work on: {first.cue} ({id_.replace('_', ' ')}, {often})"


def _caveats(result: SessionResult) -> list[str]:
    lines = [f"Note: {warning}" for warning in result.warnings]
    if result.coverage is not None and result.coverage < TOLD_COVERAGE:
        share = f"{100 * result.coverage:.0f} %"
        lines.append(f"Note: everything needed could be seen for {share} of the time")
    return lines

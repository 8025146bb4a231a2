"""Decides which files a run writes, and refuses names that would destroy something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from posecheck.errors import OutputError, UsageError

if TYPE_CHECKING:
    from posecheck.outputs import Outputs

STDOUT = "-"


def in_folder(folder: Path, video: Path) -> Outputs:
    """Return all files for one video, named after it."""
    from posecheck.outputs import Outputs

    stem = folder / video.stem
    return Outputs(
        json=f"{stem}.result.json",
        csv=f"{stem}.signals.csv",
        plot=f"{stem}.plot.png",
        video=f"{stem}.annotated.mp4",
        track=f"{stem}.track.npz",
    )


def make_folder(folder: Path) -> None:
    """Make the folder for `--out`.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"Cannot make the folder {folder}: {error.strerror}", "Name another") from error


def plan(videos: Sequence[Path], single: Outputs, out: Path | None) -> list[Outputs]:
    """Return the files to write for each video.

    Args:
        videos: The videos.
        single: What the options that name one file ask for; wins over `out`.
        out: Folder for everything.

    Raises:
        UsageError: Two videos would write the same files, or a video would be overwritten.
    """
    if len(videos) > 1 and any(_named(single)):
        raise UsageError(
            "--json, --csv, --plot, --video and --track are for one video", "Use --out DIR for several"
        )
    if out is not None:
        _refuse_namesakes(videos)
    plans = [merged(in_folder(out, video), single) if out else single for video in videos]
    for outputs in plans:
        refuse_overwriting(videos, outputs)
    return plans


def merged(everything: Outputs, single: Outputs) -> Outputs:
    """Return `everything` with the files that were named singly in their place."""
    return replace(
        everything, **{f.name: v for f, v in zip(fields(single), _named(single), strict=True) if v}
    )


def _named(outputs: Outputs) -> list[str | Path | None]:
    return [getattr(outputs, f.name) for f in fields(outputs)]


def _refuse_namesakes(videos: Sequence[Path]) -> None:
    twice = [stem for stem, times in Counter(v.stem for v in videos).items() if times > 1]
    if twice:
        raise UsageError(f'Several videos are called "{twice[0]}"', "Give them a run and a folder each")


def refuse_overwriting(inputs: Sequence[Path], outputs: Outputs) -> None:
    """Stop before an output replaces what is to be read, or another output.

    Raises:
        UsageError: It would.
    """
    targets = [Path(p).resolve() for p in _named(outputs) if p and str(p) != STDOUT]
    taken = {path.resolve() for path in inputs}
    for target in targets:
        if target in taken:
            raise UsageError(
                f"{target.name} would be written twice or over its own source", "Choose another name"
            )
        taken.add(target)

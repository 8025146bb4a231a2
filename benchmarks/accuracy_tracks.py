"""Keeps the poses of clips, so that after a changed definition only the judging is done again."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from benchmarks.common import track_of
from posecheck.models import find_model
from posecheck.pose import TRACK_FORMAT, PoseTrack


class TrackCache:
    """Poses by the checksum of clip and network, found when they are first asked for.

    Args:
        folder: Where they are kept; made if it is missing. Empty it after a change of the estimator.
        model: "lite", "full", "heavy" or the path of a bundle.
    """

    def __init__(self, folder: Path, model: str) -> None:
        self._folder, self._model = folder, model
        folder.mkdir(parents=True, exist_ok=True)

    @cached_property
    def model_sha256(self) -> str:
        """Checksum of the network's bundle."""
        return find_model(self._model).sha256

    def get(self, clip: Path) -> PoseTrack:
        """Return the poses of a clip.

        Raises:
            PosecheckError: The clip cannot be read, or the network is missing.
        """
        kept = self._folder / f"{self._key(clip)}.npz"
        if not kept.exists():
            draft = kept.with_suffix(".part")  # so that a run that is broken off leaves nothing by halves
            track_of(clip, self._model, workers=1).save(draft)
            draft.rename(kept)
        return PoseTrack.load(kept)

    def _key(self, clip: Path) -> str:
        digest = hashlib.sha256(clip.read_bytes())
        digest.update(f"|{self.model_sha256}|{TRACK_FORMAT}".encode())
        return digest.hexdigest()[:24]

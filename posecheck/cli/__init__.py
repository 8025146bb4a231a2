"""The `posecheck` command: reads arguments, calls the api, prints; nothing is decided here."""

from posecheck.cli.app import app, main

__all__ = ["app", "main"]

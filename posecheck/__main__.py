"""Lets `python -m posecheck` do what the `posecheck` command does."""

from posecheck.cli import main

if __name__ == "__main__":
    main()

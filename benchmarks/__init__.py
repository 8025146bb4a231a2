"""Programs that measure, run by hand: python -m benchmarks.NAME."""

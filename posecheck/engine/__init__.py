"""Pure judgement: from poses to signals, phases, verdicts, scores. No clock, no file, no image."""

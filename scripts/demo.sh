#!/bin/sh
# Analyses a handful of the sample clips; each says in its .json which exercise it shows.
set -eu

bin="$1"
for name in bird_dog_good bird_dog_sag cat_cow_good bridge_good bridge_low_hips plank_forearm_good plank_forearm_sag; do
  exercise=$("$bin/python" -c 'import json, sys; print(json.load(open(sys.argv[1]))["exercise"])' "samples/$name.json")
  "$bin/posecheck" analyze "samples/$name.mp4" --exercise "$exercise" --out out
  echo
done
echo "In out/ you find for each clip an annotated video, a result file, a signal plot, a signal table and a track."

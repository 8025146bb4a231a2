#!/bin/sh
# Brings what pip cannot: the shared libraries of the pose model and, for "tests", a few programs.
# Installs where it may (Debian or Ubuntu, as root), else says what is missing. Says nothing where all is there.
set -eu

[ "$(uname -s)" = Linux ] || exit 0
PATH="$PATH:/sbin:/usr/sbin"
python="${PYTHON:-python3}"
missing=""

library() { ldconfig -p | grep -q "$1" || missing="$missing $2"; }
program() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }

library libEGL.so.1 libegl1
library libGLESv2.so.2 libgles2
library libGL.so.1 libgl1
library libglib-2.0.so.0 libglib2.0-0
"$python" -c "import ensurepip" 2>/dev/null || missing="$missing python3-venv"
if [ "${1:-}" = tests ]; then
  program strace strace
  program Xvfb xvfb
  program xdotool xdotool
  program espeak-ng espeak-ng
  program import imagemagick
fi

[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Missing on this system:$missing" >&2
  echo "On Debian or Ubuntu: sudo apt-get install$missing" >&2
  exit 0
fi
echo "Installing system packages:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 - a list of words
apt-get install -qq -y --no-install-recommends $missing >/dev/null

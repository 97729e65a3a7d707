#!/bin/sh
# Makes both checking networks: data, training, export. Stops at the first error.
#   PATIENTS, HEADS, OWN_STEPS, JUDGE_STEPS, HEAD_STEPS, JOBS, THREADS may be set in the environment.
set -eu
cd "$(dirname "$0")/.."
python3 -m checker.make_chest --count "${PATIENTS:-400}" --jobs "${JOBS:-2}"
python3 -m checker.train_chest own --steps "${OWN_STEPS:-4000}" --threads "${THREADS:-0}"
python3 -m checker.train_chest judge --steps "${JUDGE_STEPS:-3800}" --threads "${THREADS:-0}"
python3 -m checker.export chest
python3 -m checker.make_head --count "${HEADS:-130}" --jobs "${JOBS:-2}"
python3 -m checker.train_head own --steps "${HEAD_STEPS:-4000}" --threads "${THREADS:-0}"
python3 -m checker.train_head judge --steps "${HEAD_STEPS:-4000}" --threads "${THREADS:-0}"
python3 -m checker.export head

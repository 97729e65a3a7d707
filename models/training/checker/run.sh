#!/bin/sh
# Makes the checking network of bone suppression: data, training, export, measurement. Stops at the first error.
#   PATIENTS, OWN_STEPS, JUDGE_STEPS, JOBS, THREADS may be set in the environment.
set -eu
cd "$(dirname "$0")/.."
python3 -m checker.make_chest --count "${PATIENTS:-400}" --jobs "${JOBS:-2}"
python3 -m checker.train_chest own --steps "${OWN_STEPS:-4000}" --threads "${THREADS:-0}"
python3 -m checker.train_chest judge --steps "${JUDGE_STEPS:-3800}" --threads "${THREADS:-0}"
python3 -m checker.export chest
python3 -m checker.measure_chest

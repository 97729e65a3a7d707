#!/bin/sh
# Makes a checking network, run.sh chest or run.sh head: data, training, export, measurement. Stops at the first error.
#   PATIENTS, OWN_STEPS, JUDGE_STEPS, JOBS, THREADS may be set in the environment.
set -eu
cd "$(dirname "$0")/.."
case ${1:-} in
chest) patients=400 own=4000 judge=3800 ;;
head) patients=300 own=20000 judge=8000 ;;
*)
    echo "run.sh chest or run.sh head" >&2
    exit 2
    ;;
esac
python3 -m "checker.make_$1" --count "${PATIENTS:-$patients}" --jobs "${JOBS:-2}"
python3 -m "checker.train_$1" own --steps "${OWN_STEPS:-$own}" --threads "${THREADS:-0}"
python3 -m "checker.train_$1" judge --steps "${JUDGE_STEPS:-$judge}" --threads "${THREADS:-0}"
python3 -m checker.export "$1"
python3 -m "checker.measure_$1"

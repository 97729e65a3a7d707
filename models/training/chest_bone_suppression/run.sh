#!/bin/sh
# Makes the whole model: data, training, export, measurement. Stops at the first error.
#   PAIRS, STEPS (of each of four rounds), JOBS, THREADS may be set in the environment.
set -eu
cd "$(dirname "$0")/.."
python3 -m chest_bone_suppression.make_data --count "${PAIRS:-1300}" --jobs "${JOBS:-2}"
start=
for round in 1 2 3 4; do
    # shellcheck disable=SC2086 # options are words
    python3 -m chest_bone_suppression.train --steps "${STEPS:-2350}" --batch 4 --threads "${THREADS:-0}" --seed "$round" $start
    start="--start work/chest/weights.pt --rate 1.5e-3"
done
python3 -m chest_bone_suppression.export
python3 -m chest_bone_suppression.calibrate
python3 -m chest_bone_suppression.evaluate --set calibration
python3 -m chest_bone_suppression.gates
python3 -m chest_bone_suppression.evaluate --set held-out
python3 -m chest_bone_suppression.evaluate --set shifts

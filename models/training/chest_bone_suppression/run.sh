#!/bin/sh
# Makes the whole model: data, training, export, measurement. Stops at the first error.
#   PAIRS, STEPS, MORE_STEPS, LAST_STEPS, JOBS, THREADS may be set in the environment.
set -eu
cd "$(dirname "$0")/.."
python3 -m chest_bone_suppression.make_data --count "${PAIRS:-800}" --jobs "${JOBS:-2}"
python3 -m chest_bone_suppression.train --steps "${STEPS:-1810}" --batch 4 --threads "${THREADS:-0}"
python3 -m chest_bone_suppression.train --steps "${MORE_STEPS:-1929}" --batch 4 --threads "${THREADS:-0}" --seed 1 \
    --start work/chest/weights.pt
python3 -m chest_bone_suppression.train --steps "${LAST_STEPS:-1094}" --batch 4 --threads "${THREADS:-0}" --seed 2 --rate 2e-3 \
    --start work/chest/weights.pt
python3 -m chest_bone_suppression.export
python3 -m chest_bone_suppression.evaluate --set calibration
python3 -m chest_bone_suppression.gates
python3 -m chest_bone_suppression.evaluate --set held-out
python3 -m chest_bone_suppression.evaluate --set shifts

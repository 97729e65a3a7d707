#!/bin/sh
# Makes the whole model: data, training, export, measurement. Stops at the first error.
#   PAIRS, STEPS, JOBS, THREADS may be set in the environment.
set -eu
cd "$(dirname "$0")/.."
python3 -m chest_bone_suppression.make_data --count "${PAIRS:-800}" --jobs "${JOBS:-2}"
python3 -m chest_bone_suppression.train --steps "${STEPS:-1810}" --batch 4 --threads "${THREADS:-0}"
python3 -m chest_bone_suppression.export
python3 -m chest_bone_suppression.evaluate --set calibration
python3 -m chest_bone_suppression.gates
python3 -m chest_bone_suppression.evaluate --set held-out

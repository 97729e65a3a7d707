#!/bin/sh
# Makes the whole model: data, training, export, measurement. Stops at the first error.
#   PATIENTS, STEPS, JOBS, THREADS may be set in the environment.
set -eu
cd "$(dirname "$0")/.."
python3 -m chest_style.make_data --count "${PATIENTS:-100}" --jobs "${JOBS:-2}"
python3 -m chest_style.train --steps "${STEPS:-800}" --batch 4 --threads "${THREADS:-0}"
python3 -m chest_style.export
python3 -m chest_style.gates
python3 -m chest_style.evaluate --set held-out
python3 -m chest_style.evaluate --set shifts

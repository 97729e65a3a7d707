#!/bin/sh
# Makes the whole model: data, calibration, export, measurement. Stops at the first error.
#   PATIENTS, JOBS may be set in the environment.
set -eu
cd "$(dirname "$0")/.."
python3 -m chest_style.make_data --count "${PATIENTS:-100}" --jobs "${JOBS:-2}"
python3 -m chest_style.calibrate
python3 -m chest_style.export
python3 -m chest_style.gates
python3 -m chest_style.evaluate --set held-out
python3 -m chest_style.evaluate --set shifts

#!/bin/sh
# Makes both packages: calibration, export, measurement. Stops at the first error.
set -eu
cd "$(dirname "$0")/.."
python3 -m ct_kernel.calibrate
python3 -m ct_kernel.export
python3 -m ct_kernel.gates
python3 -m ct_kernel.evaluate --set held-out
python3 -m ct_kernel.evaluate --set shifts

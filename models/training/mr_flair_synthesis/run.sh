#!/bin/sh
# Makes the whole model: data, training, export, measurement. Stops at the first error.
#   HEADS, STEPS, JOBS, THREADS may be set in the environment.
set -eu
cd "$(dirname "$0")/.."
python3 -m mr_flair_synthesis.make_data --count "${HEADS:-300}" --jobs "${JOBS:-2}"
python3 -m mr_flair_synthesis.train --steps "${STEPS:-10000}" --batch 8 --threads "${THREADS:-0}"
python3 -m mr_flair_synthesis.export
python3 -m mr_flair_synthesis.gates
for set in held-out healthy shifts; do
    python3 -m mr_flair_synthesis.evaluate --set "$set"
done

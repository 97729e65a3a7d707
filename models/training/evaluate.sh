#!/bin/sh
# Measures the models of this repository on their held-out patients, through the node's own pipeline: simulates the
# patients as DICOM, runs ./afterimage evaluate on each set, and says which thresholds of configs/acceptance.yaml are met.
#
#   models/training/evaluate.sh              all models, about half an hour on two cores
#   models/training/evaluate.sh MODEL ...    some of them
#
# PAIRS and REPORTS may be set in the environment: where pairs and reports go, by default work/pairs and work/reports
# beside this file. Pairs that lie there are used again. Ends with 3 when a threshold is missed, with 1 when something went wrong.
set -eu
cd "$(dirname "$0")"
pairs=${PAIRS:-work/pairs} reports=${REPORTS:-work/reports} verdict=0
mkdir -p "$pairs"

python3 -m held_out --list >"$pairs/sets"
for model in "$@"; do
    grep -q "^$model " "$pairs/sets" || { echo "evaluate.sh: there are no held-out patients of $model" >&2; exit 1; }
done
while read -r model set; do
    case " ${*:-$model} " in *" $model "*) ;; *) continue ;; esac
    folder="$pairs/$model/$set"
    if [ ! -e "$folder.done" ]; then
        echo "Simulating $model, $set ..." >&2
        python3 -m held_out "$model" "$folder" --set "$set" >/dev/null
        touch "$folder.done"
    fi
    options=
    [ "$model" != mr-flair-synthesis ] || options="--data-range 1500" # the card's: stored values are 1000 times its unit
    status=0
    # shellcheck disable=SC2086 # options are words
    ../../afterimage evaluate --model "$model" --pairs "$folder" --report "$reports/$model/$set" $options </dev/null || status=$?
    case $status in 0) ;; 3) verdict=3 ;; *) exit 1 ;; esac
done <"$pairs/sets"
exit $verdict

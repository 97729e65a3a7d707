#!/bin/sh
# Measures the models of this repository on their held-out patients.
#
#   models/training/evaluate.sh                         all models, through the node's own pipeline
#   models/training/evaluate.sh MODEL ...               some of them
#   models/training/evaluate.sh --reference [MODEL ...] every table of the cards, by the Python references
#
# The first form simulates the patients as DICOM, runs ./afterimage evaluate on each set, and says which thresholds of the
# package's configs/acceptance.yaml are met. It ends with 3 when one is missed, with 1 when something went wrong. PAIRS and
# REPORTS in the environment say where pairs and reports go, by default work/pairs and work/reports beside this file; pairs
# that lie there are used again. Python packages: requirements.txt beside this file; Java as the node needs it.
set -eu
cd "$(dirname "$0")"

# The words after "python3 -m" that print the tables of a model's card, a line each.
tables() {
    case $1 in
        chest-bone-suppression)
            echo "chest_bone_suppression.evaluate
chest_bone_suppression.evaluate --size 2048 --count 4
chest_bone_suppression.evaluate --set shifts
chest_bone_suppression.evaluate --set calibration
chest_bone_suppression.gates" ;;
        chest-style)
            echo "chest_style.evaluate
chest_style.evaluate --size 1024 --count 3
chest_style.evaluate --set shifts
chest_style.gates" ;;
        ct-kernel-sharp-to-smooth | ct-kernel-smooth-to-sharp) # both directions are in each other's tables
            echo "ct_kernel.evaluate
ct_kernel.evaluate --set shifts
ct_kernel.gates" ;;
        mr-flair-synthesis)
            echo "mr_flair_synthesis.evaluate
mr_flair_synthesis.evaluate --set healthy
mr_flair_synthesis.evaluate --set shifts
mr_flair_synthesis.gates" ;;
        *) echo "evaluate.sh: the card of $1 has no reference here" >&2; return 1 ;;
    esac
}

reference() {
    tables "$1" >"$pairs/tables"
    while read -r words; do
        echo "== python3 -m $words"
        # shellcheck disable=SC2086 # options are words
        python3 -m $words </dev/null
    done <"$pairs/tables"
}

through_the_node() {
    model=$1 set=$2 folder=$pairs/$1/$2
    if [ ! -e "$folder.done" ]; then
        echo "Simulating $model, $set ..." >&2
        python3 -m held_out "$model" "$folder" --set "$set" >"$folder.cases"
        mv "$folder.cases" "$folder.done"
    fi
    options=
    [ "$model" != mr-flair-synthesis ] || options="--data-range 1500" # the card's 1.5 in stored values
    # shellcheck disable=SC2086 # options are words
    ../../afterimage evaluate --model "$model" --pairs "$folder" --report "$reports/$model/$set" $options </dev/null
}

mode=node
if [ "${1:-}" = --reference ]; then
    mode=reference
    shift
fi
pairs=${PAIRS:-work/pairs} reports=${REPORTS:-work/reports} verdict=0
mkdir -p "$pairs"
python3 -m held_out --list >"$pairs/sets"
[ $# -gt 0 ] || set -- $(cut -d ' ' -f 1 "$pairs/sets" | uniq)
for model in "$@"; do
    if [ $mode = reference ]; then
        reference "$model"
        continue
    fi
    sets=$(sed -n "s/^$model //p" "$pairs/sets")
    [ -n "$sets" ] || { echo "evaluate.sh: there are no held-out patients of $model" >&2; exit 1; }
    for set in $sets; do
        mkdir -p "$pairs/$model"
        status=0
        through_the_node "$model" "$set" || status=$?
        case $status in 0) ;; 3) verdict=3 ;; *) exit 1 ;; esac
    done
done
exit $verdict

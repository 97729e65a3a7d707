#!/bin/sh
# Validate every fixture with dicom3tools (dciodvfy: each object; dcentvfy: each study) and decode it with dcmtk.
# Prints what is wrong and ends with 1, or one line a study and 0. Usage: ./check.sh [FOLDER]
set -u
root=${1:-$(dirname "$0")}
draw=$(command -v dcm2img || command -v dcmj2pnm) # dcmtk 3.6.9 renamed it
for tool in dciodvfy dcentvfy dcmdump "${draw:-dcm2img}"; do
    command -v "$tool" >/dev/null || { echo "missing: $tool (Debian packages dicom3tools, dcmtk)" >&2; exit 2; }
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

complain() {
    failed=1
    echo "FAILED $1"
    sed 's/^/    /' "$scratch/out"
}

for study in "$root"/chest-dx "$root"/chest-cr "$root"/head-mr "$root"/thorax-ct "$root"/refused/*; do
    [ -d "$study" ] || { echo "FAILED $study: no such folder"; failed=1; continue; }
    find "$study" -name '*.dcm' | sort >"$scratch/files"
    [ -s "$scratch/files" ] || { echo "FAILED $study: empty"; failed=1; continue; }
    warnings=0
    while read -r file; do
        dciodvfy -new "$file" >"$scratch/all" 2>&1
        grep -i '^error' "$scratch/all" >"$scratch/out" && complain "$file: dciodvfy"
        warnings=$((warnings + $(grep -ci '^warning' "$scratch/all")))
        dcmdump -q "$file" >/dev/null 2>"$scratch/out" || complain "$file: dcmdump"
        "$draw" -q +on "$file" "$scratch/frame.png" >"$scratch/out" 2>&1 || complain "$file: $draw"
    done <"$scratch/files"
    # shellcheck disable=SC2046 # fixture names have no spaces
    dcentvfy $(cat "$scratch/files") >"$scratch/out" 2>&1
    [ -s "$scratch/out" ] && complain "$study: dcentvfy"
    echo "$study: $(wc -l <"$scratch/files") instances, $warnings warnings"
done
exit $failed

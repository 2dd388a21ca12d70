#!/usr/bin/env bash
# Builds every full-size edition under the folder given (or every imported one) and compares its facts with
# those written down independently, where there are any. Usage: run.sh [STANDARD_DIR]
set -euo pipefail
cd "$(dirname "$0")/../.."
standard=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
editions=()
if [ -n "$standard" ]; then
  for part in "$standard"/*/part03.xml; do
    [ -e "$part" ] && editions+=("$(basename "$(dirname "$part")")")
  done
  cache=$work/cache
else
  for manifest in standard-cache/*/manifest.json; do
    edition=$(basename "$(dirname "$manifest")")
    [ "$edition" != mini ] && editions+=("$edition")
  done
  cache=standard-cache
fi
if [ ${#editions[@]} -eq 0 ]; then
  echo "conformance: no full-size edition is here; give one with 'make conformance STANDARD=DIR'"
  echo "             (DIR/<edition>/partNN.xml) or import one: dicom-omop import DIR --edition LABEL"
  exit 0
fi
failed=0
newest=$(printf '%s\n' "${editions[@]}" | sort | tail -1)
for edition in $(printf '%s\n' "${editions[@]}" | sort); do
  echo "== $edition"
  [ -n "$standard" ] && node dist/main.js import "$standard/$edition" --edition "$edition" --cache "$cache" >/dev/null
  for run in 1 2; do
    node dist/main.js build --edition "$edition" --cache "$cache" --out "$work/out$run" \
      --ledger "$work/ledger$run/concept-ids.tsv" >/dev/null 2>"$work/log" || { cat "$work/log"; failed=1; }
  done
  node tests/conformance/invariants.mjs "$work/out1/$edition" || failed=1
  sed -n '/^## Tables not read/,/^Each/p' "$work/out1/$edition/report.md" | { grep '^|' || true; } | sed 's/^/     /'
  diff -r "$work/out1/$edition" "$work/out2/$edition" >/dev/null && echo 'ok   two builds from nothing give the same bytes' \
    || { echo 'FAIL two builds differ'; failed=1; }
  attributes=$work/out1/$edition/standard/attributes.tsv
  # An older edition lacks elements of newer images.
  if [ -n "${DICOM:-}" ] && [ "$edition" = "$newest" ]; then
    node tests/conformance/dicom/compare.mjs dist "$attributes" "$DICOM" || failed=1
    node tests/conformance/dicom/mutations.mjs dist "$attributes" "$DICOM" || failed=1
  fi
  expected=$standard/expected/$edition
  if [ -d "$expected" ]; then node tests/conformance/compare.mjs "$work/out1/$edition" "$expected" || failed=1
  else echo '     no independent facts for this edition: invariants only'; fi
  rm -rf "$work"/out? "$work"/ledger?
done
exit $failed

#!/usr/bin/env bash
# Writes what changed since the last release to RELEASES/changes; says so and forgets the update if nothing did.
set -euo pipefail
edition=$(cat "$UPDATE/edition")
# The report that becomes the pull request, with what it cannot know.
publish() {
  if [ -z "$ATHENA" ]; then
    printf '> **Built without an Athena download: links to SNOMED, LOINC, UCUM and others were not rebuilt.** Set the secret ATHENA_BUNDLE_URL, or run `make update ATHENA=DIR`, before you merge.\n\n'
  fi | cat - "$1" > "$UPDATE/report.md"
}
release=$RELEASES/$edition
if [ ! -d "$UPDATE/previous" ]; then
  publish "$release/report.md"
  echo "first release: $release"
  exit
fi
if [ "$(cat "$UPDATE/last")" = "$edition" ] && cmp -s "$UPDATE/previous/manifest.json" "$release/manifest.json"; then
  rm -rf "$UPDATE"
  echo "nothing changed since the release of $edition"
  exit
fi
changes=$RELEASES/changes/$(cat "$UPDATE/last")-$edition
mkdir -p "$changes"
diff() { node dist/main.js diff "$UPDATE/previous" "$release" "$@"; }
diff --format tsv --out "$changes/changes.tsv" --delta "$changes/delta" > /dev/null
diff --format html --out "$changes/changes.html" > /dev/null
diff --format md --out "$changes/report.md"
publish "$changes/report.md"

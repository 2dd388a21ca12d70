#!/usr/bin/env bash
# Writes what changed since the last release to RELEASES/changes; says so and forgets the update if nothing did.
set -euo pipefail
edition=$(cat "$UPDATE/edition")
release=$RELEASES/$edition
if [ ! -d "$UPDATE/previous" ]; then
  cp "$release/report.md" "$UPDATE/report.md"
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
cp "$changes/report.md" "$UPDATE/report.md"

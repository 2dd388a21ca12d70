#!/usr/bin/env bash
# Releases the fetched edition into RELEASES, unless the same was released before. The last release is set aside
# first: where only the mappings changed, its folder is the one that is replaced.
set -euo pipefail
last=$(ls "$RELEASES" 2>/dev/null | grep -E '^[0-9]{4}[a-z]$' | sort | tail -1 || true)
if [ -n "$last" ]; then
  cp -r "$RELEASES/$last" "$UPDATE/previous"
  echo "$last" > "$UPDATE/last"
fi
options=(--cache "$CACHE" --out "$RELEASES" --unless-released --json)
[ -z "$ATHENA" ] || options+=(--athena "$ATHENA")
[ -z "$LEDGER" ] || options+=(--ledger "$LEDGER")
# Findings (exit code 1) are for the reviewer; without a result nothing was released.
node dist/main.js build --edition "$(cat "$UPDATE/edition")" "${options[@]}" > "$UPDATE/build.txt" ||
  [ -s "$UPDATE/build.txt" ]

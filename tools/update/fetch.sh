#!/usr/bin/env bash
# Fetches EDITION into CACHE and notes its label.
set -euo pipefail
rm -rf "$UPDATE" && mkdir -p "$UPDATE"
node dist/main.js fetch --edition "$EDITION" --cache "$CACHE" --json > "$UPDATE/fetched.json"
node -p 'JSON.parse(require("fs").readFileSync(0)).edition' < "$UPDATE/fetched.json" > "$UPDATE/edition"

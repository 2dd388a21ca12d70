#!/usr/bin/env bash
# The ledger, the manifest and the release in commits of their own.
set -euo pipefail
[ -f "$UPDATE/report.md" ] || { echo "nothing to commit: make update found nothing new"; exit; }
edition=$(cat "$UPDATE/edition")
commit() {
  local subject=$1
  shift
  git add -- "$@"
  git diff --cached --quiet || git commit --quiet -m "$subject"
}
commit "ids: those of DICOM $edition" "$(dirname "${LEDGER:-mappings/concept-ids.tsv}")"
commit "release: manifest of DICOM $edition" "$RELEASES/$edition/manifest.json" "$RELEASES/$edition/report.md"
commit "release: DICOM $edition" "$RELEASES"

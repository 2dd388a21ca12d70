#!/usr/bin/env bash
# One branch, one pull request: opened, or brought up to date if it is open already. Its body is the report.
set -euo pipefail
[ -f "$UPDATE/report.md" ] || { echo "no pull request: make update found nothing new"; exit; }
edition=$(cat "$UPDATE/edition")
branch=standard-update
title="DICOM $edition"
if git fetch --quiet origin "$branch" 2>/dev/null &&
  [ "$(git rev-parse 'HEAD^{tree}')" = "$(git rev-parse 'FETCH_HEAD^{tree}')" ]; then
  echo "branch $branch has this release already"
  exit
fi
git push --quiet --force origin "HEAD:refs/heads/$branch"
if [ "$(gh pr list --head "$branch" --state open --json number --jq length)" = 0 ]; then
  gh pr create --head "$branch" --title "$title" --body-file "$UPDATE/report.md"
else
  gh pr edit "$branch" --title "$title" --body-file "$UPDATE/report.md"
fi

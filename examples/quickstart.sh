#!/usr/bin/env bash
# Builds Ravel and runs its main job on the example that it comes from.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=examples/setup-debian.sh
source examples/setup-debian.sh
ravel_setup

echo "Building ravel (the first time takes some minutes)"
swift build -c release --product ravel 2>&1 | grep -E 'error|Build of product' || true
ravel="$(swift build -c release --show-bin-path)/ravel"

"$ravel" analyze examples/perrydale/observations.jsonl \
    --whois examples/perrydale/whois.csv --seeds examples/perrydale/seeds.txt --out examples/out/perrydale

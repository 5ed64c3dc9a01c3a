#!/usr/bin/env bash
# Tells how many records a second of processor time are read from each format: bash Tests/Speed/run.sh [LINES]
set -euo pipefail
cd "$(dirname "$0")"
swift build -c release 2>&1 | grep -E 'error|Build' | tail -3
logs=.build/logs
mkdir -p "$logs"
python3 logs.py "${1:-500000}" "$logs"
for run in 1 2 3; do "$(swift build -c release --show-bin-path)/Speed" "$logs"/*; done

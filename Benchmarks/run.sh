#!/usr/bin/env bash
# Times Ravel beside other programs and writes docs/performance.md: bash Benchmarks/run.sh [--quick] [--lines "1000000 10000000"]
# Other options: --help. PYTHON=… is the interpreter that has the packages of those programs.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=examples/setup-debian.sh
source examples/setup-debian.sh
ravel_setup
exec python3 -B Benchmarks/main.py "$@"

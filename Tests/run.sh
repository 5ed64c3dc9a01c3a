#!/usr/bin/env bash
# Sets up, lints, builds and runs all tests; non-zero where anything fails.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=examples/setup-debian.sh
source examples/setup-debian.sh
ravel_setup

swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks
for module in CArchive CCapabilities CCrypto CGraphviz CMalloc CPcap CPublicSuffix CRecordScanner CXMLReader GRDB; do
    users=$(grep -rlE "import $module\$" Sources | cut -d/ -f2 | sort -u | wc -l)
    [ "$users" -eq 1 ] || { echo "$module is imported by $users modules, not one" >&2; exit 1; }
done
swift build --build-tests
bash Benchmarks/run.sh --quick # Only proves that it works: nothing in it is a timed test.
# Analyses of stores that tests make have no place among the user's.
XDG_CACHE_HOME="$PWD/.build/cache" swift test --skip-build --disable-xctest

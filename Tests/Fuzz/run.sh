#!/usr/bin/env bash
# Fuzzes: bash Tests/Fuzz/run.sh [SECONDS [TARGET…]], 60 seconds for each target if nothing is said.
#
# Each target starts from the folder of its name in Corpus; what is found is left in .build/fuzz, and
# belongs, made small, into that folder, which the tests replay.
set -euo pipefail
cd "$(dirname "$0")"
export SWIFT_BACKTRACE=enable=no # Swift's own crash handler would hide libFuzzer's report.

# shellcheck disable=SC2054 # The commas are the compiler's.
build=(-c release --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld -Xswiftc -enable-testing)
build+=(-Xswiftc -assert-config -Xswiftc Debug) # Pointers are checked as in tests, though the code is optimised.
swift build "${build[@]}" 2>&1 | grep -E 'error|Compiling|Build' | tail -3
program="$(swift build "${build[@]}" --show-bin-path)/Fuzz"

seconds=${1:-60}
shift || true
[ "$#" -gt 0 ] || set -- $(ls Corpus)
for target in "$@"; do
    echo "== $target"
    found=.build/fuzz/$target
    mkdir -p "$found"
    RAVEL_FUZZ=$target "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
        -print_final_stats=1 -artifact_prefix="$found/" "$found" "Corpus/$target" 2>&1 | tail -12
done

#!/usr/bin/env bash
# Measures Ravel on simulated worlds beside the baseline: bash Tests/worlds.sh SEED…
# Needs ../shared/worlds and a release build; writes to .build/worlds.
set -euo pipefail
cd "$(dirname "$0")/.."
worlds=../shared/worlds
ravel=.build/release/ravel
[ -x "$ravel" ] || swift build -c release --product ravel

for seed in "$@"; do
    world=.build/worlds/$seed
    export RAVEL_STORE=$world/w.sqlite
    [ -f "$world/observations.jsonl" ] || python3 $worlds/world.py "$world" --seed "$seed" >&2
    rm -f "$RAVEL_STORE"*
    $ravel ingest "$world/observations.jsonl" >&2
    $ravel whois "$world/whois.csv" >&2
    $ravel campaigns --seeds "$world/attacks.csv" --format json > "$world/campaigns.jsonl"
    $ravel hubs --format json > "$world/hubs.jsonl"
    $ravel attacks "$world/attacks.csv" --format json > "$world/attacks.jsonl"
    $ravel epochs --format json > "$world/epochs.jsonl"
    cut -f1,2 "$world/truth/pairs.tsv" > "$world/pairs.tsv"
    $ravel score --pairs "$world/pairs.tsv" --format json > "$world/links.jsonl"
    echo "== seed $seed"
    python3 $worlds/score.py "$world" --campaigns "$world/campaigns.jsonl" --hubs "$world/hubs.jsonl" \
        --attacks "$world/attacks.jsonl" --links "$world/links.jsonl" --epochs "$world/epochs.jsonl"
    for names in 5 10 20 50 100; do
        python3 $worlds/baseline.py "$world" --max-names $names > "$world/baseline.jsonl"
        echo "baseline --max-names $names: $(python3 $worlds/score.py "$world" \
            --campaigns "$world/baseline.jsonl" | grep b3_f1)"
    done
done

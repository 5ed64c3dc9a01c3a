#!/usr/bin/env bash
# Measures Ravel on simulated worlds and real reports, and rewrites the tables of docs/accuracy.md: bash Tests/accuracy.sh
#
# Needs python3, ../shared/worlds and ../shared/data. Worlds are kept in .build/accuracy. Chosen by the environment:
#   SEEDS       worlds with the simulator's defaults ("101 102 103 104 105")
#   VARIATIONS  one world each with another parameter, as SEED:KEY=VALUE
#   SECOND      worlds of Tests/Simulator ("101 102 103")
#   SCALE       the worlds' size (1)
#   RAVEL       the program (a release build of this checkout)
set -euo pipefail
cd "$(dirname "$0")/.."
shared=../shared
: "${SEEDS=101 102 103 104 105}"
: "${VARIATIONS=106:ns_share=0 107:whois_coverage=0 108:aggregate_share=0 109:bulletproof_share=0.5 110:sightings_per_day=0.05}"
: "${SECOND=101 102 103}"
: "${SCALE=1}"
[ -n "${RAVEL:-}" ] || { swift build -c release --product ravel >&2; RAVEL=.build/release/ravel; }
[ -d "$shared/worlds" ] || { echo "there is no $shared/worlds here" >&2; exit 1; }
results=.build/accuracy/results
rm -rf "$results"
mkdir -p "$results"

# evaluate RESULT WORLD [OPTION…]: the figures of one world, as JSON.
evaluate() {
    "$RAVEL" evaluate "$2/observations.jsonl" --whois "$2/whois.csv" --truth "$2/truth" --format json "${@:3}" \
        > "$results/$1.json" 2> "$results/$1.log" || { cat "$results/$1.log" >&2; exit 1; }
}

# baseline RESULT WORLD: the peers' way, at each limit, side by side.
baseline() {
    for names in 5 20 100; do
        (
            python3 "$shared/worlds/baseline.py" "$2" --max-names $names > "$2/campaigns.$names"
            python3 "$shared/worlds/baseline.py" "$2" --max-names $names --attacks > "$2/attacks.$names"
            python3 "$shared/worlds/score.py" "$2" --json --campaigns "$2/campaigns.$names" \
                --attacks "$2/attacks.$names" > "$results/$1.baseline$names.json"
        ) &
    done
    wait
}

for entry in $SEEDS $VARIATIONS; do
    seed=${entry%%:*}
    variation=${entry#"$seed"}
    world=.build/accuracy/$seed-$SCALE${variation/:/-}
    echo "== world $seed ${variation#:}" >&2
    [ -f "$world/world.json" ] || python3 "$shared/worlds/world.py" "$world" --seed "$seed" --scale "$SCALE" \
        ${variation:+--set "${variation#:}"} >&2
    name=world.$seed.${variation#:}
    evaluate "$name" "$world"
    baseline "$name" "$world"
    [ -z "$variation" ] || continue
    for part in epochs tenancy classes score clustering; do
        evaluate "$name.without-$part" "$world" --weights Tests/ablations/$part.csv
    done
done

for seed in $SECOND; do
    world=.build/accuracy/second-$seed-$SCALE
    echo "== second simulator, world $seed" >&2
    [ -f "$world/internet.json" ] || python3 Tests/Simulator/internet.py "$world" --seed "$seed" --scale "$SCALE" >&2
    evaluate "second.$seed" "$world"
    baseline "second.$seed" "$world"
done

if [ -d "$shared/data/campaigns/tweetfeed-domainmeta" ]; then
    echo "== real reports" >&2
    world=.build/accuracy/reports
    python3 Tests/accuracy.py reports "$shared/data/campaigns/tweetfeed-domainmeta" "$world"
    evaluate reports "$world"
fi
python3 Tests/accuracy.py tables "$results" "$shared/data/campaigns/tweetfeed-domainmeta" docs/accuracy.md

#!/usr/bin/env bash
# Draws the pictures of docs/gallery.md, README.md and docs/charts.md anew: bash examples/gallery.sh
#
# The perrydale story is in this folder; the other pictures need ../shared (published data and a simulated Internet) and are
# left as they are where it is absent. The picture of a report needs Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=examples/setup-debian.sh
source examples/setup-debian.sh
ravel_setup
swift build -c release --product ravel 2>&1 | grep -E 'error|Build of product' || true
ravel="$(swift build -c release --show-bin-path)/ravel"
shared=../shared
images=docs/images
work=.build/gallery
rm -rf "$work"
mkdir -p "$work" "$images"

# store NAME FILE [WHOIS]: a store of its own for a picture's data.
store() {
    export RAVEL_STORE="$work/$1.sqlite"
    "$ravel" ingest "$2" >/dev/null 2>&1
    [ -z "${3:-}" ] || "$ravel" whois "$3" >/dev/null
}

echo "== perrydale"
example=examples/perrydale
store perrydale "$example/observations.jsonl" "$example/whois.csv"
"$ravel" map report.perrydale.com rpt.perrydale.com -o "$images/campaign.svg"
"$ravel" timeline rpt.perrydale.com --seeds "$example/attacks.csv" -o "$images/timeline.svg"
"$ravel" score flashupdate.test rpt.perrydale.com -o "$images/waterfall.svg" >/dev/null
"$ravel" report --seeds "$example/seeds.txt" -o "$work/report.html"
for browser in chromium chromium-browser google-chrome; do
    command -v "$browser" >/dev/null || continue
    "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1300,1500 \
        --screenshot="$images/report.png" "file://$PWD/$work/report.html" >/dev/null 2>&1
    break
done

[ -d "$shared" ] || { echo "there is no $shared here: the other pictures stay as they are"; exit 0; }

echo "== sunburst"
python3 - "$shared/data/pdns/sunburst/sunburst_raw.json" > "$work/sunburst.jsonl" <<'PY'
import json, re, sys

with open(sys.argv[1]) as f:
    for text in re.findall(r"\{[^{}]*\}", f.read()):
        row = json.loads(text)
        kind = row["type"].upper()
        if kind == "IP":
            kind = "AAAA" if ":" in row["value"] else "A"
        print(json.dumps({"rrname": row["qname"], "rrtype": kind, "rdata": row["value"],
                          "time_first": row["date"], "time_last": row["last_seen"]}))
PY
printf 'domain,created\navsvmcloud.com,2018-07-25\navsvmcloud.com,2020-02-26\n' > "$work/sunburst.csv"
store sunburst "$work/sunburst.jsonl" "$work/sunburst.csv"
"$ravel" map avsvmcloud.com -o "$images/sunburst.svg"

echo "== public reports"
store tweetfeed "$shared/data/campaigns/tweetfeed-2021-2025/pairs.tsv.gz"
"$ravel" map 198.12.97.189 -o "$images/tweetfeed.svg"

echo "== a simulated Internet"
python3 "$shared/worlds/world.py" "$work/world" --seed 21 >/dev/null
store world "$work/world/observations.jsonl" "$work/world/whois.csv"
campaign=$("$ravel" campaigns --seeds "$work/world/attacks.csv" --format csv | sed -n 7p | cut -d, -f1)
"$ravel" map "$campaign" -o "$images/world-campaign.svg"
"$ravel" timeline "$campaign" --seeds "$work/world/attacks.csv" -o "$images/world-timeline.svg"
"$ravel" map --overview -o "$images/world-overview.svg"
ls -la "$images"

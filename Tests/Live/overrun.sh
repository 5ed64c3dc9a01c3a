#!/usr/bin/env bash
# More packets than the sensor can take: what was received and what was dropped are what was sent.
# shellcheck source=Tests/Live/common.sh
source "$(dirname "$0")/common.sh"

wire
sense -i v1 --filter "udp port 53" -o "$folder/out/"
send v0 1000
kill -STOP "$sensor" # 60 MB come while it stands still, and 32 MiB are kept.
send v0 60000
kill -CONT "$sensor"
send v0 1000
stop

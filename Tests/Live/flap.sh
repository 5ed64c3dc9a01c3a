#!/usr/bin/env bash
# An interface that goes down and up again, then disappears and comes back, while the sensor is nobody.
# shellcheck source=Tests/Live/common.sh
source "$(dirname "$0")/common.sh"

wire
sense -i v1 --filter "udp port 53" -o "$folder/out/"
ip link set v1 down
sleep 0.5
ip link set v1 up
sleep 0.5
send v0 100
ip link del v0
said 'waiting for it'
wire
said 'capturing again'
send v0 100
stop

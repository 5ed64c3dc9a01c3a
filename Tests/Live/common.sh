#!/usr/bin/env bash
# What the live tests share; sourced in a network namespace of the test's own: unshare -n bash Tests/Live/TEST.sh RAVEL FOLDER
set -euo pipefail
ravel=$1
folder=$2
mkdir -p "$folder/out"
chmod 777 "$folder" "$folder/out"
sensor=
server=
trap 'kill -KILL $sensor $server 2>/dev/null || true' EXIT
ip link set lo up

# Two interfaces, wired to each other: what goes into v0 comes out of v1.
wire() {
    ip link add v0 type veth peer name v1
    ip link set v0 up
    ip link set v1 up
    for _ in $(seq 50); do
        ip -br link show v1 | grep -q LOWER_UP && return
        sleep 0.1
    done
}

# said TEXT: waits until the sensor says it.
said() {
    for _ in $(seq 200); do
        if grep -q "$1" "$folder/said"; then return; fi
        kill -0 "$sensor"
        sleep 0.1
    done
    cat "$folder/said"
    return 1
}

# sense ARGUMENTS…: starts a sensor and waits until it listens.
sense() {
    "$ravel" sense "$@" --format json >"$folder/result.json" 2>"$folder/said" &
    sensor=$!
    said 'listening on'
}

# Stops the sensor as a service manager does, tells how long that took, and shows what it said.
stop() {
    local begin
    begin=$(date +%s%N)
    kill -TERM "$sensor"
    wait "$sensor" || echo "status $?"
    echo "stopped $((($(date +%s%N) - begin) / 1000000))"
    cat "$folder/said" "$folder/result.json"
}

# send INTERFACE NUMBER: sends so many questions of a thousand bytes each.
send() {
    python3 - "$1" "$2" <<'PY'
import socket, struct, sys
out = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
out.bind((sys.argv[1], 0))
dns = struct.pack(">6H", 1, 0x0100, 1, 0, 0, 0) + b"\1a\4test\0\0\1\0\1" + bytes(940)
udp = struct.pack(">4H", 40000, 53, 8 + len(dns), 0) + dns
ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 1, 0, 64, 17, 0, bytes([192, 0, 2, 1]), bytes([198, 51, 100, 53]))
frame = b"\2" * 12 + b"\x08\0" + ip + udp
for _ in range(int(sys.argv[2])):
    while True:
        try:
            out.send(frame)
            break
        except OSError:  # The interface's queue is full.
            pass
PY
}

#!/usr/bin/env bash
# A real server whose answers are more than the sensor can take: received and dropped are what crossed the wire.
# shellcheck source=Tests/Live/common.sh
source "$(dirname "$0")/common.sh"

# Without IPv6 nothing else is on the wire.
for interface in default all; do echo 1 2>/dev/null >"/proc/sys/net/ipv6/conf/$interface/disable_ipv6" || true; done

# The client is in a namespace of its own, so that its packets cross the wire.
unshare -n sleep 300 &
client=$!
trap 'kill -KILL $sensor $server $client 2>/dev/null || true' EXIT
until [ "$(readlink "/proc/$client/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done
inside() { nsenter -t "$client" -n "$@"; }
ip link add v1 type veth peer name v0 netns "$client"
ip addr add 192.0.2.1/24 dev v1
ip link set v1 up
inside ip addr add 192.0.2.2/24 dev v0
inside ip link set v0 up

cat >"$folder/unbound.conf" <<CONF
server:
    directory: "$folder"
    chroot: ""
    username: ""
    pidfile: "$folder/unbound.pid"
    interface: 192.0.2.1
    access-control: 192.0.2.0/24 allow
    use-syslog: no
    do-daemonize: no
    local-zone: "test." static
    local-data: 'big.example.test. TXT "$(printf 'x%.0s' $(seq 250))" "$(printf 'y%.0s' $(seq 250))" "$(printf 'z%.0s' $(seq 250))"'
remote-control:
    control-enable: no
CONF
unbound -c "$folder/unbound.conf" 2>/dev/null &
server=$!
for _ in $(seq 50); do
    inside dig +time=1 +tries=1 @192.0.2.1 ready.test >/dev/null && break
    sleep 0.1
done

crossed() { awk '$1 == "v1:" { print $3 + $11 }' /proc/net/dev; }

# ask NUMBER: asks so often, with a hundred questions open at a time; what got lost is not asked again.
ask() {
    inside python3 - "$1" <<'PY'
import select, socket, struct, sys
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.connect(("192.0.2.1", 53))
client.setblocking(False)
rest, open_questions = int(sys.argv[1]), 0
question = b"\3big\7example\4test\0\0\x10\0\1" + b"\0\0\x29\x10\0\0\0\0\0\0\0"
while rest or open_questions:
    while rest and open_questions < 100:
        client.send(struct.pack(">6H", rest & 0xffff, 0x0100, 1, 0, 0, 1) + question)
        rest, open_questions = rest - 1, open_questions + 1
    if not select.select([client], [], [], 1)[0]:
        open_questions = 0
    while open_questions:
        try:
            client.recv(4096)
        except BlockingIOError:
            break
        open_questions -= 1
PY
}

sense -i v1 -o "$folder/out/"
begin=$(crossed)
ask 500
kill -STOP "$sensor" # 50 MB of answers come while it stands still, and 32 MiB are kept.
ask 50000
kill -CONT "$sensor"
ask 500
end=$(crossed)
stop
echo "crossed $((end - begin))"
cat "$folder"/out/*.jsonl

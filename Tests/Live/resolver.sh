#!/usr/bin/env bash
# A real server and a real client on the loopback: what was answered, and what the sensor may do.
# shellcheck source=Tests/Live/common.sh
source "$(dirname "$0")/common.sh"

cat >"$folder/unbound.conf" <<CONF
server:
    directory: "$folder"
    chroot: ""
    username: ""
    pidfile: "$folder/unbound.pid"
    interface: 127.0.0.1
    use-syslog: no
    do-daemonize: no
    local-zone: "test." static
    local-data: "www.example.test. A 203.0.113.7"
    local-data: "www.example.test. AAAA 2001:db8::7"
    local-data: "mail.example.test. A 203.0.113.8"
remote-control:
    control-enable: no
CONF
unbound -c "$folder/unbound.conf" 2>/dev/null &
server=$!
for _ in $(seq 50); do
    dig +time=1 +tries=1 @127.0.0.1 ready.test >/dev/null && break
    sleep 0.1
done

sense -i lo --filter "port 53" -o "$folder/out/" --prometheus "$folder/out/sense.prom" --stats
grep -E '^(Uid|Gid|Groups|CapPrm|CapEff|NoNewPrivs)' "/proc/$sensor/status"
for _ in 1 2 3; do dig @127.0.0.1 www.example.test >/dev/null; done
dig @127.0.0.1 www.example.test AAAA >/dev/null
dig +tcp @127.0.0.1 mail.example.test >/dev/null
dig +tcp +keepopen @127.0.0.1 mail.example.test www.example.test >/dev/null
dig @127.0.0.1 no.example.test >/dev/null
stop
cat "$folder"/out/*.jsonl
grep capturing "$folder/out/sense.prom"

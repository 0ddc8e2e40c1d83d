# shellcheck shell=bash
# Part of fresh-root.sh: Debian's systemd as the first process of namespaces of its own, and the gateway's unit under it.
# shellcheck disable=SC2016  # what stands between single quotes is for the shell of the root
# shellcheck disable=SC2154  # root, log and the rest are fresh-root.sh's

# boots: systemd as the first process of namespaces of its own; false where this machine does not let it.
boots() {
    local unified
    unified="$(findmnt -n -t cgroup2 -o TARGET | head -n 1)"
    [ -n "$unified" ] || return 1
    cgroup="$unified/zhuhui-fresh-root.$$"
    mkdir "$cgroup" || return 1
    quietly "systemd" inside apt-get -q install -y --no-install-recommends systemd-sysv
    : >"$ZHUHUI_FRESH_ROOT/console"
    (
        echo "$BASHPID" >"$cgroup/cgroup.procs"
        exec unshare --mount --pid --uts --ipc --cgroup --fork --kill-child=KILL --propagation private "$BASH" -ec '
            cd "$0"
            umount -l proc
            mount -t proc proc proc
            mount -t sysfs sys sys
            mount -t cgroup2 none sys/fs/cgroup
            mount -t tmpfs -o mode=755 run run
            mkdir dev/pts
            mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
            ln -s pts/ptmx dev/ptmx
            touch dev/console
            mount --bind "$1" dev/console
            pivot_root . mnt
            umount -l mnt
            # What the manager mounts for a service, its credentials too, must be seen here.
            mount --make-rshared /
            exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --show-status=no
        ' "$root" "$ZHUHUI_FRESH_ROOT/console" </dev/null >"$log" 2>&1
    ) &
    outer=$!
    local end=$((SECONDS + 30)) state
    while [ "$SECONDS" -lt "$end" ] && kill -0 "$outer" 2>/dev/null; do
        init="$(tr -d ' ' 2>/dev/null <"/proc/$outer/task/$outer/children")"
        [ -z "$init" ] || state="$(inside systemctl is-system-running 2>/dev/null)" || true
        case ${state:-} in running | degraded) return 0 ;; esac
        sleep 0.3
    done
    init=''
    return 1
}

halt() {
    init=''
    { [ -z "${outer:-}" ] || kill -KILL "$outer" || true; wait || true; } 2>/dev/null
    local tries=0
    while [ -d "$cgroup" ] && [ "$tries" -lt 50 ]; do
        find "$cgroup" -depth -type d -exec rmdir {} \; 2>/dev/null || true
        tries=$((tries + 1))
        sleep 0.1
    done
}

main() { inside systemctl show -P MainPID zhuhui-edge; }
journal() { inside journalctl -u zhuhui-edge --no-pager | grep -q "$1"; }
relay() { test "$(head -c 18 "$root/var/lib/zhuhui-edge/boards/box.pins" | tail -c 1)" = "$1"; }
card() { python3 "$here/../deploy/demo/present-card.py" "$root/var/lib/zhuhui-edge/boards/box.sock" 14 15 "$1"; }
anew() { local now; now="$(main)"; [ "$now" != 0 ] && [ "$now" != "$1" ]; }

# hand ID VERSION: the gateway's user says that it has fetched a bundle.
hand() {
    inside runuser -u zhuhui-edge -- sh -ec 'umask 077; printf "%s\n%s\ntest\n" "$1" "$2" >"$0/new"; mv "$0/new" "$0/ready"' /var/lib/zhuhui-edge/release "$1" "$2"
}

# handed_over: what the gateway's user says that it has fetched is taken by root's unit, which looks at a copy and answers. Here it is no bundle.
handed_over() {
    local id=0123456789abcdef0123456789abcdef
    inside runuser -u zhuhui-edge -- sh -ec 'umask 077; mkdir -p "$0"; echo nonsense >"$0/fetched.bundle"' /var/lib/zhuhui-edge/release
    hand "$id" 9.9.9
    holds "what the gateway hands over is taken by root's unit, which answers" soon shell "test \"\$(head -n 1 /var/lib/zhuhui-edge-program/taken)\" = $id"
    holds "that it is no bundle" shell 'sed -n 2p /var/lib/zhuhui-edge-program/taken | grep -q .'
    holds "and nothing of it stays there" shell 'test ! -e /var/lib/zhuhui-edge-program/incoming.bundle && test ! -e /var/lib/zhuhui-edge-program/trial'
    holds "the gateway's user can't write there" not inside runuser -u zhuhui-edge -- touch /var/lib/zhuhui-edge-program/taken
    holds "the doors did not stand still" test "$(main)" = "$running"
    shell 'rm -r /var/lib/zhuhui-edge/release/ready /var/lib/zhuhui-edge/release/fetched.bundle'
}

# released: a bundle that the gateway's user hands over is staged, tried and kept; the doors go over by themselves.
released() {
    local id=fedcba9876543210fedcba9876543210 version before
    version="$(tar -xOf "$release" manifest.json | python3 -c 'import json, sys; print(json.load(sys.stdin)["version"])')"
    before="$(main)"
    install -D -m 644 "$release_key" "$root/etc/zhuhui-edge/release-keys/release.pem"
    cp "$release" "$root/srv/next.bundle"
    inside install -o zhuhui-edge -g zhuhui-edge -m 600 /srv/next.bundle /var/lib/zhuhui-edge/release/fetched.bundle
    hand "$id" "$version"
    holds "release $version is staged by root's unit" within 180 shell "test \"\$(head -n 1 /var/lib/zhuhui-edge-program/taken)\" = $id"
    holds "and not refused" shell 'cat /var/lib/zhuhui-edge-program/taken; test -z "$(sed -n 2p /var/lib/zhuhui-edge-program/taken)"'
    holds "the gateway goes over by itself" within 60 journal "gateway started: version $version"
    holds "as another process" soon anew "$before"
    holds "a card opens" soon opened
    holds "after two minutes it is kept" within 180 inside test -s /var/lib/zhuhui-edge/release/kept
    running="$(main)"
}
opened() { card 20230001 >/dev/null && sleep 0.3 && relay 1; }

# service: the unit as it is, by the systemd of Debian 12.
service() {
    holds "the unit has the gateway run" soon journal 'gateway started'
    running="$(main)"
    holds "its user is zhuhui-edge" shell "test \"\$(stat -c %U /proc/$running)\" = zhuhui-edge"
    holds "it has no capability, and its system calls are filtered" \
        shell "grep -q 'CapBnd:.0*$' /proc/$running/status && grep -q 'NoNewPrivs:.1' /proc/$running/status && grep -q 'Seccomp:.2' /proc/$running/status"
    holds "it has the folder's secret" shell "nsenter -t $running -m cat /run/credentials/zhuhui-edge.service/secret_gate-camera"
    holds "systemd finds little to complain of" shell 'systemd-analyze security --threshold=20 zhuhui-edge'
    holds "somebody is enrolled" inside runuser -u zhuhui-edge -- zhuhui-edge enrol --site /etc/zhuhui-edge/site.jsonc --name Wang --card 20230001
    card 20239999 >/dev/null
    holds "it says so" soon journal 'unknown card'
    holds "the relay rests" relay 0
    card 20230001 >/dev/null
    holds "her card moves it" soon relay 1
    inside systemctl kill -s KILL zhuhui-edge
    holds "a killed gateway's relay is put at rest from outside" soon journal 'relay(s) at rest'
    holds "it starts again" soon anew "$running"
    holds "with every relay at rest" relay 0
    running="$(main)"
    holds "it is up" soon inside systemctl is-active zhuhui-edge
    shell "kill -STOP $running"
    say "one that hangs ..."
    sleep 25
    holds "... is ended and started anew" soon anew "$running"
    holds "it is up again" soon inside systemctl is-active zhuhui-edge
    running="$(main)"
    handed_over
    [ -z "$release" ] || released
}

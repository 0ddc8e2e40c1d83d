#!/usr/bin/env bash
# Installs the gateway's package in a fresh Debian 12 root, looks at what is there, upgrades, removes and purges it; and, where this machine allows it,
# boots systemd in that root and has the unit run a simulated gate.
#
# usage: sudo tests/fresh-root.sh [PACKAGE] [--arch amd64|arm64] [--no-boot] [--release BUNDLE --release-key PUBLIC.pem]
#
#   PACKAGE     zhuhui-edge_..._ARCH.deb; without one the newest in artifacts/packages, which deploy/package.sh makes
#   --arch      whose Debian, amd64 unless told. arm64 runs under qemu's user emulation with a Raspberry Pi 5's processor, without systemd
#   --no-boot   without systemd
#   --release   a bundle (deploy/bundle.sh) of a version newer than the package's, signed by that key: handed over as if it had been fetched from the hub, staged by
#               root's unit, tried for two minutes and kept
#
# As root, on Debian with debootstrap, in some minutes. The bare root and Debian's packages are kept in ~/.cache/zhuhui-edge/root. No mount is left, whatever
# happens: all happens in a mount namespace of its own. Exit code 0: everything was as it should be.
# shellcheck disable=SC2016  # what stands between single quotes is for the shell of the root
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

say() { printf '%4d s  %s\n' "$SECONDS" "$*"; }
die() { say "FAILED: $*" >&2; exit 1; }

arch=amd64 package='' boot=yes release='' release_key=''
words=("$@")
while [ $# -gt 0 ]; do
    case $1 in
    --arch) arch=${2:-} && shift ;;
    --no-boot) boot=no ;;
    --release) release=${2:-} && shift ;;
    --release-key) release_key=${2:-} && shift ;;
    -*) die "unknown option '$1'; there are --arch amd64|arm64, --no-boot, --release and --release-key" ;;
    *) package=$1 ;;
    esac
    shift
done
case $arch in amd64) ;; arm64) boot=no ;; *) die "--arch '$arch': there are packages for amd64 and arm64" ;; esac
[ -z "$release" ] || { [ -f "$release" ] && [ -f "$release_key" ]; } || die "--release $release needs that file, and --release-key its key"
# shellcheck source=fresh-root/namespaces.bash
source "$here/fresh-root/namespaces.bash"
# shellcheck source=fresh-root/systemd.bash
source "$here/fresh-root/systemd.bash"

[ -n "${ZHUHUI_FRESH_ROOT:-}" ] || apart "${words[@]}"
root="$ZHUHUI_FRESH_ROOT/root"
[ -n "$package" ] || package="$(find "$here/../artifacts/packages" -name "zhuhui-edge_*_$arch.deb" -printf '%T@ %p\n' 2>/dev/null | sort -n | tail -n 1 | cut -d' ' -f2-)"
[ -f "$package" ] || die "there is no package${package:+ $package}: deploy/package.sh --arch $arch makes it"
[ "$(dpkg-deb -f "$package" Architecture)" = "$arch" ] || die "$package is not for $arch: --arch $(dpkg-deb -f "$package" Architecture)"
package="$(readlink -f "$package")"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/zhuhui-edge/root"
mkdir -p "$cache/archives-$arch" "$root"
log="$ZHUHUI_FRESH_ROOT/log"

# quietly TEXT COMMAND...: must succeed; its words are shown where it does not.
quietly() {
    say "$1"
    "${@:2}" >"$log" 2>&1 </dev/null || { tail -n 40 "$log" >&2; die "$1"; }
}

# holds TEXT COMMAND...: one thing that must be so.
holds() { cp "$log" "$log.before"; if "${@:2}" >"$log" 2>&1 </dev/null; then say "ok: $1"; else tail -n 20 "$log" >&2; die "$1"; fi; }
not() { ! "$@"; }
# within SECONDS COMMAND...: it comes to be so.
within() {
    local end=$((SECONDS + $1))
    until "${@:2}"; do [ "$SECONDS" -lt "$end" ] || return 1; sleep 0.2; done
}
soon() { within 20 "$@"; }

# inside COMMAND...: in the root; under its systemd once that runs.
init='' cgroup=''
inside() {
    local way=(chroot "$root")
    [ -z "$init" ] || way=(nsenter --target "$init" --mount --pid --uts --ipc --cgroup)
    "${way[@]}" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "${emulation[@]}" "$@"
}
shell() { inside sh -ec "$1"; }

base() {
    local bare="$cache/bookworm-$arch.tar" device
    if [ ! -f "$bare" ]; then
        quietly "a bare Debian 12 for $arch, once" env "${contained[@]}" debootstrap --variant=minbase --arch="$arch" bookworm "$root" http://deb.debian.org/debian
        tar -C "$root" --one-file-system --exclude './dev/*' --exclude './proc/*' -cf "$bare.new" .
        mv "$bare.new" "$bare"
        # What was mounted in it while it was made goes with it.
        root="$root.bare"
        mkdir "$root"
    else
        say "the bare Debian 12 of $cache"
    fi
    tar -C "$root" -xf "$bare"
    mount --bind "$root" "$root"
    mount_proc
    mount -t tmpfs -o mode=755 dev "$root/dev"
    for device in null zero full random urandom; do
        : >"$root/dev/$device"
        mount --bind "/dev/$device" "$root/dev/$device"
    done
    ln -s /proc/self/fd "$root/dev/fd"
    mkdir "$root/dev/shm"
    mount --bind "$cache/archives-$arch" "$root/var/cache/apt/archives"
    echo 'Binary::apt::APT::Keep-Downloaded-Packages "true"; APT::Keep-Downloaded-Packages "true";' >"$root/etc/apt/apt.conf.d/80keep"
    # How this machine reaches Debian.
    grep -lsE '^ *Acquire' /etc/apt/apt.conf.d/* | xargs -r cp -t "$root/etc/apt/apt.conf.d/"
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    cp -L /etc/hosts "$root/etc/hosts"
    quietly "Debian's lists" inside apt-get -q update
}

mode() { test "$(inside stat -c "%U:%G %a" "$1")" = "$2"; }

installed() {
    cp "$package" "$root/srv/zhuhui-edge.deb"
    quietly "apt install ./zhuhui-edge.deb" inside apt-get -q install -y --no-install-recommends /srv/zhuhui-edge.deb
    holds "without a site file it says what comes next" grep -q 'sudo zhuhui-edge init' "$log.before"
}

# look: user, folders, modes, program.
look() {
    holds "the user zhuhui-edge has no shell and no home of its own" shell 'getent passwd zhuhui-edge | grep -q ":/var/lib/zhuhui-edge:/usr/sbin/nologin$"'
    holds "the groups that the unit names are there" shell 'for g in gpio dialout video render; do getent group $g; done'
    holds "the data is the service's alone" mode /var/lib/zhuhui-edge 'zhuhui-edge:zhuhui-edge 700'
    holds "the secrets are root's alone" mode /etc/zhuhui-edge/secrets 'root:root 700'
    holds "the site file's folder is the service's" mode /etc/zhuhui-edge/site 'zhuhui-edge:zhuhui-edge 755'
    holds "the folder around it is root's" mode /etc/zhuhui-edge 'root:root 755'
    holds "the program is root's" mode /usr/lib/zhuhui-edge/program/zhuhui-edge 'root:root 755'
    holds "the site file is a link into its folder" test "$(readlink "$root/etc/zhuhui-edge/site.jsonc")" = site/site.jsonc
    holds "no site file is made of the sample" test ! -e "$root/etc/zhuhui-edge/site/site.jsonc"
    holds "it runs: $(inside zhuhui-edge --version)" shell "test \"\$(zhuhui-edge --version)\" = '$(dpkg-deb -f "$package" Version | sed 's/~/-/')'"
    holds "the service starts with the machine" test -L "$root/etc/systemd/system/multi-user.target.wants/zhuhui-edge.service"
    holds "the holidays are the site's to correct" shell 'dpkg-query -W -f="\${Conffiles}" zhuhui-edge | grep -q cn-2026.json'
}

# sample: the sample is in order once its secrets are there.
sample() {
    local secret
    for secret in gate-camera broker unit-3-card-key car-gate-card-key guards-robot guards-sign office-mail; do
        printf '00112233445566778899aabbccddeeff\n' >"$root/etc/zhuhui-edge/secrets/$secret"
    done
    openssl req -x509 -newkey ed25519 -nodes -keyout /dev/null -subj /CN=district -days 2 -out "$root/etc/zhuhui-edge/district-ca.pem" 2>/dev/null
    holds "the sample is in order, with its secrets and the package's models" \
        shell 'CREDENTIALS_DIRECTORY=/etc/zhuhui-edge/secrets zhuhui-edge check --site /usr/share/zhuhui-edge/site.sample.jsonc'
    holds "and not without one of them" not shell 'zhuhui-edge check --site /usr/share/zhuhui-edge/site.sample.jsonc'
    rm "$root/etc/zhuhui-edge/secrets/"* "$root/etc/zhuhui-edge/district-ca.pem"
}

# set_up: one command, as a technician types it, and a first card opens; then all of it is taken away again.
set_up() {
    cp "$here/../deploy/demo/answers.json" "$root/srv/answers.json"
    holds "zhuhui-edge init, with the demo's answers" inside zhuhui-edge init --answers /srv/answers.json
    cp "$log" "$ZHUHUI_FRESH_ROOT/init"
    holds "the first card opens" grep -q 'East gate is released: its relay was read back' "$ZHUHUI_FRESH_ROOT/init"
    holds "the first administrator has a code" grep -qE '^ +[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$' "$ZHUHUI_FRESH_ROOT/init"
    holds "the site file is the service's" mode /etc/zhuhui-edge/site/site.jsonc 'zhuhui-edge:zhuhui-edge 644'
    [ -z "$init" ] || holds "the service runs by it" inside systemctl is-active zhuhui-edge
    say "from the package to the first card: $((SECONDS - begun)) s"
    [ -z "$init" ] || inside systemctl stop zhuhui-edge
    shell 'rm /etc/zhuhui-edge/site/site.jsonc && find /var/lib/zhuhui-edge -mindepth 1 -delete'
}

# site: one simulated gate, with a card reader and a camera that is not there.
site() {
    shell 'cat >/etc/zhuhui-edge/site/site.jsonc && chown zhuhui-edge: /etc/zhuhui-edge/site/site.jsonc' <<'END'
{
  "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "/var/lib/zhuhui-edge",
  "boards": [{ "id": "box", "kind": "simulated" }],
  "readers": [{ "id": "gate-card", "board": "box", "data0Pin": 14, "data1Pin": 15 }],
  "cameras": [{ "id": "gate", "url": "rtsp://127.0.0.1:8554/gate", "credential": "gate-camera", "faces": true }],
  "doors": [{ "id": "gate", "name": "East gate", "relay": { "board": "box", "pin": 17 }, "readers": ["gate-card"], "cameras": ["gate"], "unlockSeconds": 2 }],
  "vision": { "modelFolder": "/usr/share/zhuhui-edge/models" },
  "link": { "enabled": false }
}
END
    printf 'user:password' >"$root/etc/zhuhui-edge/secrets/gate-camera"
}

# refused: a new version whose program does not take the site file leaves the old one in place.
refused() {
    local tree=$ZHUHUI_FRESH_ROOT/next version old
    version="$(dpkg-deb -f "$package" Version)"
    mkdir -p "$tree/usr/lib/zhuhui-edge/program"
    dpkg-deb --fsys-tarfile "$package" | tar -C "$tree" -x --exclude './usr/lib/zhuhui-edge/program/*'
    dpkg-deb --control "$package" "$tree/DEBIAN"
    rm "$tree/DEBIAN/md5sums"
    sed -i "s/^Version: .*/Version: $version+1/; s/^Recommends: .*//; /^$/d" "$tree/DEBIAN/control"
    printf '#!/bin/sh\n[ -e /srv/mended ] || { echo "Site.Doors[0].Name is not taken"; exit 2; }\n' >"$tree/usr/lib/zhuhui-edge/program/zhuhui-edge"
    chmod 755 "$tree/usr/lib/zhuhui-edge/program/zhuhui-edge"
    dpkg-deb --root-owner-group -Znone --build "$tree" "$root/srv/next.deb" >/dev/null
    old="$(stat -c %i "$root/usr/lib/zhuhui-edge/program/zhuhui-edge")"
    holds "the site file is in order" shell 'CREDENTIALS_DIRECTORY=/etc/zhuhui-edge/secrets zhuhui-edge check --site /etc/zhuhui-edge/site.jsonc'
    holds "an upgrade that does not take the site file is refused" not inside dpkg -i /srv/next.deb
    holds "it says what the program said" grep -q 'Site.Doors\[0\].Name is not taken' "$log.before"
    holds "the old program is in its place" test "$(stat -c %i "$root/usr/lib/zhuhui-edge/program/zhuhui-edge")" = "$old"
    [ -z "$init" ] || holds "and was not stopped" test "$(main)" = "$running"
    : >"$root/srv/mended"
    quietly "dpkg --configure after the site file was mended" inside dpkg --configure zhuhui-edge
    holds "the new program is in its place" not test "$(stat -c %i "$root/usr/lib/zhuhui-edge/program/zhuhui-edge")" = "$old"
    holds "nothing is left beside it" test "$(find "$root/usr/lib/zhuhui-edge" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | tr '\n' ' ')" = 'launch program '
    quietly "back to the package" inside apt-get -q install -y --no-install-recommends --allow-downgrades /srv/zhuhui-edge.deb
    holds "it prints the first administrator's code" grep -q 'with it a name and a password are set' "$log.before"
}

# by_hand: what the script of earlier versions left, with a plain site file.
by_hand() {
    shell '
        mkdir -p /opt/zhuhui-edge /etc/systemd/system/zhuhui-edge.service.d
        printf "[Service]\nExecStart=/opt/zhuhui-edge/zhuhui-edge run\n" >/etc/systemd/system/zhuhui-edge.service
        echo "# Written by install.sh from /etc/zhuhui-edge/secrets." >/etc/systemd/system/zhuhui-edge.service.d/secrets.conf
        ln -s /opt/zhuhui-edge/zhuhui-edge /usr/local/bin/zhuhui-edge
        rm /etc/zhuhui-edge/site.jsonc
        mv /etc/zhuhui-edge/site/site.jsonc /etc/zhuhui-edge/site.jsonc
        echo "// as it was" >>/etc/zhuhui-edge/site.jsonc'
}

# gone: what a removal and a purge leave.
gone() {
    quietly "apt remove" inside apt-get -q remove -y zhuhui-edge
    holds "the program is gone" test ! -e "$root/usr/lib/zhuhui-edge" -a ! -e "$root/usr/bin/zhuhui-edge"
    [ -z "$init" ] || holds "nothing of it runs" not inside systemctl is-active zhuhui-edge
    holds "site file, secrets and data are there" shell 'cat /etc/zhuhui-edge/site.jsonc /etc/zhuhui-edge/secrets/gate-camera && test -d /var/lib/zhuhui-edge'
    quietly "apt purge, unasked" inside apt-get -q purge -y zhuhui-edge
    holds "it keeps them" shell 'cat /etc/zhuhui-edge/site.jsonc /etc/zhuhui-edge/secrets/gate-camera && test -d /var/lib/zhuhui-edge && getent passwd zhuhui-edge'
    by_hand
    quietly "apt install, where an earlier version was installed by hand" inside apt-get -q install -y --no-install-recommends /srv/zhuhui-edge.deb
    holds "its unit and its command give way" test ! -e "$root/etc/systemd/system/zhuhui-edge.service" -a ! -e "$root/etc/systemd/system/zhuhui-edge.service.d" \
        -a ! -e "$root/usr/local/bin/zhuhui-edge"
    holds "its site file is the link's" shell 'test "$(readlink /etc/zhuhui-edge/site.jsonc)" = site/site.jsonc && grep -q "as it was" /etc/zhuhui-edge/site/site.jsonc'
    echo 'zhuhui-edge zhuhui-edge/purge-data boolean true' | inside debconf-set-selections
    quietly "apt purge, with the answer that everything goes" inside apt-get -q purge -y zhuhui-edge
    holds "nothing is left" shell '! test -e /etc/zhuhui-edge && ! test -e /var/lib/zhuhui-edge && ! getent passwd zhuhui-edge'
}

trap halt EXIT
base
begun=$SECONDS
installed
if [ "$boot" = no ]; then
    say "systemd is left out"
elif ! boots; then
    say "systemd does not run here in namespaces of its own: the unit was not tried"
fi
look
set_up
sample
site
if [ -n "$init" ]; then
    quietly "systemctl start zhuhui-edge" inside systemctl start zhuhui-edge
    service
fi
refused
gone
say "all of it was as it should be"

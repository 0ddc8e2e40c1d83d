#!/usr/bin/env bash
# Makes the folder in which qemu-aarch64-static finds an arm64 program's libraries and a Raspberry Pi 5's processor, and prints its path. Made once, by any user.
#
# usage: tests/arm64/root.sh
#
# Debian's arm64 packages, fetched beside this machine's own package state, which stays as it is. It lies in ${XDG_CACHE_HOME:-~/.cache}/zhuhui-edge.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

# What the published program and its native libraries link against or, as for TLS, load.
packages=(libc6 libgcc-s1 libstdc++6 libssl3)

die() { printf 'arm64 root: %s\n' "$*" >&2; exit 1; }

key="$(cat "$here/root.sh" "$here/cpuinfo" | sha256sum | cut -c 1-12)"
made="${XDG_CACHE_HOME:-$HOME/.cache}/zhuhui-edge/arm64-$key"
if [ ! -d "$made" ]; then
    command -v apt-get >/dev/null || die "this machine has no apt-get, which fetches ${packages[*]} for arm64"
    making="$made.$$"
    trap 'rm -rf "$making"' EXIT
    mkdir -p "$making"/{root/proc,state/lists/partial,cache/archives/partial}
    : >"$making/status"
    # The host's hooks are for the host's state.
    printf '#clear %s;\n' APT::Update::Pre-Invoke APT::Update::Post-Invoke APT::Update::Post-Invoke-Success >"$making/apt.conf"
    apt=(apt-get -q -c "$making/apt.conf" -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State=$making/state" -o "Dir::State::status=$making/status"
        -o "Dir::Cache=$making/cache" -o APT::Sandbox::User= -o Acquire::Languages=none -o Acquire::Retries=3)
    "${apt[@]}" update >"$making/log" 2>&1 || { tail -n 20 "$making/log" >&2; die "apt-get could not read the lists of packages for arm64"; }
    (cd "$making" && "${apt[@]}" download "${packages[@]}") >>"$making/log" 2>&1 ||
        { tail -n 20 "$making/log" >&2; die "apt-get could not fetch ${packages[*]} for arm64"; }
    for package in "$making"/*.deb; do
        dpkg-deb -x "$package" "$making/root"
    done
    cp "$here/cpuinfo" "$making/root/proc/cpuinfo"
    # Another run may have been quicker; then its folder is as good.
    mv -T "$making/root" "$made" 2>/dev/null || [ -d "$made" ] || die "$made cannot be made"
fi
echo "$made"

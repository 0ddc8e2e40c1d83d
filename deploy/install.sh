#!/usr/bin/env bash
# Installs a published gateway as a system service. Repeating it upgrades the program and leaves the site file, the secrets and the data alone.
#
# usage: sudo deploy/install.sh PUBLISHED_FOLDER [--dry-run]
#
#   PUBLISHED_FOLDER   what 'dotnet publish gateway -c Release -r linux-arm64 --self-contained -o FOLDER' made (linux-x64 on a PC)
#   --dry-run          says what would be done and changes nothing; needs no root
#
# What it needs (systemd, tools, room, a program that runs here and takes the site file in use) it asks before it changes anything.
# The program goes to /opt/zhuhui-edge, the site file to /etc/zhuhui-edge/site.jsonc, passwords into /etc/zhuhui-edge/secrets (one file a secret, named as the
# site file names it), the data and the models to /var/lib/zhuhui-edge. Run it again after adding a secret.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

say() { printf 'install: %s\n' "$*"; }
die() { printf 'install: %s\n' "$*" >&2; exit "${code:-1}"; }

published='' dry=''
for word in "$@"; do
    case $word in
    --dry-run) dry=yes ;;
    -h | --help)
        sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
        exit 0
        ;;
    -*) code=2 die "unknown option '$word'; deploy/install.sh --help says how" ;;
    *)
        [ -z "$published" ] || code=2 die "one folder is installed, not '$published' and '$word'"
        published=$word
        ;;
    esac
done
[ -n "$published" ] || code=2 die "name the published folder; deploy/install.sh --help says how"
[ -x "$published/zhuhui-edge" ] || code=2 die "$published: there is no program zhuhui-edge in it; make it with 'dotnet publish gateway -c Release -r linux-arm64 --self-contained -o FOLDER'"
if [ -z "$dry" ] && [ "$(id -u)" -ne 0 ]; then
    code=1 die "this changes the system and needs root: sudo $0 $published   (or look first, with --dry-run)"
fi

# run COMMAND...: does it, or says it on a dry run.
run() {
    if [ -n "$dry" ]; then
        printf '  would run: %s\n' "$*"
    else
        "$@"
    fi
}

# put FILE: writes standard input to it when that changes something.
put() {
    local content
    content="$(cat)"
    [ "$(cat "$1" 2>/dev/null)" != "$content" ] || return 0
    run install -d "${1%/*}"
    if [ -n "$dry" ]; then printf '  would write: %s\n' "$1"; else printf '%s\n' "$content" >"$1"; fi
}

# unless SENTENCE COMMAND...: what must be so before anything is changed: half an installation is worse than none.
unless() {
    local sentence=$1
    shift
    if "$@" >/dev/null 2>&1; then return 0; fi
    [ -n "$dry" ] || die "$sentence; nothing was changed"
    say "  it would end here and change nothing: $sentence"
}

# What systemd's own sd_booted(3) asks.
unless "systemd does not run here; deploy/zhuhui-edge.service says what another service manager has to do" test -d /run/systemd/system
unless "systemd does not answer" systemctl show --property=Version
for tool in systemctl getent groupadd useradd install cp chown chmod ln df du; do
    unless "the program $tool is missing" command -v "$tool"
done
for file in zhuhui-edge.service site.sample.jsonc completion/zhuhui.bash; do
    unless "$here/$file is missing: copy all of deploy/" test -r "$here/$file"
done
for place in /opt /etc /etc/systemd/system /var/lib /usr/local/bin /usr/share; do
    [ ! -e "$place" ] || [ -n "$dry" ] || unless "$place can't be written to" test -w "$place"
done
# room FOLDER: whether the new program has room beside the old one.
room() { [ "$(df --output=avail -k /opt | tail -n 1)" -gt "$(($(du -sk "$1" | cut -f 1) + 1024))" ]; }
[ ! -d /opt ] || unless "the disk of /opt has no room for the program" room "$published"
unless "$published/zhuhui-edge does not run here: was it published for this machine ($(uname -m)), and --self-contained?" "$published/zhuhui-edge" --version
if [ -r /etc/zhuhui-edge/site.jsonc ] && systemctl is-active --quiet zhuhui-edge 2>/dev/null; then
    # The doors work with the program that runs; they would not with one that refuses its site file.
    unless "the new program does not take /etc/zhuhui-edge/site.jsonc: $published/zhuhui-edge check --site /etc/zhuhui-edge/site.jsonc says why" \
        env CREDENTIALS_DIRECTORY=/etc/zhuhui-edge/secrets "$published/zhuhui-edge" check --site /etc/zhuhui-edge/site.jsonc
fi
command -v ffmpeg >/dev/null || say "ffmpeg is missing: cameras need it: apt-get install ffmpeg"

say "the user zhuhui-edge, who may use the GPIO chip"
# The unit names both: a group that is missing would keep the service from starting.
for group in gpio dialout; do getent group "$group" >/dev/null || run groupadd --system "$group"; done
getent passwd zhuhui-edge >/dev/null || run useradd --system --user-group --home-dir /var/lib/zhuhui-edge --no-create-home --shell /usr/sbin/nologin zhuhui-edge
if ! grep -qs gpiochip /etc/udev/rules.d/*.rules /lib/udev/rules.d/*gpio*.rules; then
    put /etc/udev/rules.d/60-zhuhui-edge-gpio.rules <<<'SUBSYSTEM=="gpio", KERNEL=="gpiochip*", GROUP="gpio", MODE="0660"'
    ! command -v udevadm >/dev/null || run udevadm trigger --subsystem-match=gpio
fi

say "the program to /opt/zhuhui-edge"
# Beside the old one and then in its place: a running gateway keeps the files it has open.
run rm -rf /opt/zhuhui-edge.new /opt/zhuhui-edge.old
run cp -r "$published" /opt/zhuhui-edge.new
run chown -R root:root /opt/zhuhui-edge.new
run chmod -R u=rwX,go=rX /opt/zhuhui-edge.new
[ ! -e /opt/zhuhui-edge ] || run mv /opt/zhuhui-edge /opt/zhuhui-edge.old
run mv /opt/zhuhui-edge.new /opt/zhuhui-edge
run rm -rf /opt/zhuhui-edge.old

say "the site file and the secrets to /etc/zhuhui-edge"
run install -d -m 755 /etc/zhuhui-edge
run install -d -m 700 /etc/zhuhui-edge/secrets
# The one folder of /etc that the gateway may write to, for the console's page of the site file; the secrets beside it stay root's.
run install -d -o zhuhui-edge -g zhuhui-edge -m 755 /etc/zhuhui-edge/site
if [ -L /etc/zhuhui-edge/site.jsonc ]; then
    say "  /etc/zhuhui-edge/site.jsonc is there and stays as it is"
else
    first="$here/site.sample.jsonc"
    if [ -e /etc/zhuhui-edge/site.jsonc ]; then
        say "  /etc/zhuhui-edge/site.jsonc stays as it is; it lies in /etc/zhuhui-edge/site from now on, and a link stands in its place"
        first=/etc/zhuhui-edge/site.jsonc
    fi
    run install -o zhuhui-edge -g zhuhui-edge -m 644 "$first" /etc/zhuhui-edge/site/site.jsonc
    run ln -sfn site/site.jsonc /etc/zhuhui-edge/site.jsonc.new
    run mv -T /etc/zhuhui-edge/site.jsonc.new /etc/zhuhui-edge/site.jsonc
fi
# Holidays are data that an estate may correct: those that are there stay.
for calendar in "$here"/calendars/*.json; do
    [ -e "/etc/zhuhui-edge/${calendar##*/}" ] || run install -m 644 "$calendar" /etc/zhuhui-edge/
done

say "the models to /var/lib/zhuhui-edge/models"
run install -d -o zhuhui-edge -g zhuhui-edge -m 700 /var/lib/zhuhui-edge
# models.sh was run by the person behind sudo.
home="$(getent passwd "${SUDO_USER:-$(id -un)}" | cut -d: -f6)"
models="${ZHUHUI_MODELS:-${XDG_CACHE_HOME:-$home/.cache}/zhuhui-edge/models}"
if [ -f "$models/pack.json" ]; then
    run install -d -o zhuhui-edge -g zhuhui-edge -m 755 /var/lib/zhuhui-edge/models
    run install -o zhuhui-edge -g zhuhui-edge -m 644 "$models"/*.onnx "$models/pack.json" /var/lib/zhuhui-edge/models/
elif [ -f /var/lib/zhuhui-edge/models/pack.json ]; then
    say "  they are there"
else
    say "  there are none yet in $models: run deploy/models.sh here or copy its folder from another machine, then this again; without them no camera works"
fi

say "the service"
run install -m 644 "$here/zhuhui-edge.service" /etc/systemd/system/zhuhui-edge.service
{
    echo '# Written by install.sh from /etc/zhuhui-edge/secrets.'
    echo '[Service]'
    for secret in /etc/zhuhui-edge/secrets/*; do
        [ ! -f "$secret" ] || echo "LoadCredential=${secret##*/}:$secret"
    done
} | put /etc/systemd/system/zhuhui-edge.service.d/secrets.conf
# Graphics and video devices only where there are some, and only the groups that own them: a group that is missing would keep the service from starting.
decoders=/etc/systemd/system/zhuhui-edge.service.d/decoders.conf
if compgen -G '/dev/dri/*' >/dev/null || compgen -G '/dev/video*' >/dev/null; then
    groups=''
    for group in video render; do ! getent group "$group" >/dev/null || groups+=" $group"; done
    say "  it may decode video in hardware: groups$groups"
    {
        echo '# Written by install.sh: this machine has devices that can decode video. Without this file cameras are decoded in software.'
        echo '[Service]'
        echo "SupplementaryGroups=$groups"
        echo '# Graphics (VAAPI; on a Pi DRM), the decoders of the system on chip (V4L2, and for H.265 its media controller and buffers).'
        printf 'DeviceAllow=char-%s rw\n' drm video4linux media dma_heap
    } | put "$decoders"
elif [ -e "$decoders" ]; then
    run rm -f "$decoders"
fi
run ln -sf /opt/zhuhui-edge/zhuhui-edge /usr/local/bin/zhuhui-edge
run install -D -m 644 "$here/completion/zhuhui.bash" /usr/share/bash-completion/completions/zhuhui-edge
run systemctl daemon-reload
if systemctl is-active --quiet zhuhui-edge 2>/dev/null; then
    say "restarting the running gateway"
    run systemctl restart zhuhui-edge
else
    run systemctl enable zhuhui-edge
    say "done; now edit /etc/zhuhui-edge/site.jsonc, check it with 'CREDENTIALS_DIRECTORY=/etc/zhuhui-edge/secrets zhuhui-edge check --site /etc/zhuhui-edge/site.jsonc', then: systemctl start zhuhui-edge"
fi
if [ ! -e /var/lib/zhuhui-edge/accounts.json ]; then
    say "nobody may use the API yet; the first administrator's one-time code:"
    run runuser -u zhuhui-edge -- /opt/zhuhui-edge/zhuhui-edge account setup --site /etc/zhuhui-edge/site.jsonc \
        || say "  later: sudo -u zhuhui-edge zhuhui-edge account setup --site /etc/zhuhui-edge/site.jsonc"
fi

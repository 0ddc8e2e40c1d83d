#!/usr/bin/env bash
# Makes a release bundle of a published program, signed with the release key, which lies on no machine of an estate.
#
# usage: deploy/bundle.sh PUBLISHED_FOLDER --key KEY.pem --out FOLDER
#
#   KEY.pem   a private Ed25519 key: openssl genpkey -algorithm ed25519 -out KEY.pem; its public half, which boxes keep in /etc/zhuhui-edge/release-keys:
#             openssl pkey -in KEY.pem -pubout -out release.pem
#
# The bundle is a tar of manifest.json, manifest.sig and program.tar.gz; the same folder gives the same bytes.
set -euo pipefail

die() { printf 'bundle: %s\n' "$*" >&2; exit "${code:-1}"; }

published='' key='' out=.
while [ $# -gt 0 ]; do
    case $1 in
    -h | --help)
        sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
        exit 0
        ;;
    --key | --out)
        [ $# -ge 2 ] || code=2 die "$1 needs a value"
        if [ "$1" = --key ]; then key=$2; else out=$2; fi
        shift
        ;;
    -*) code=2 die "unknown option '$1'; deploy/bundle.sh --help says how" ;;
    *)
        [ -z "$published" ] || code=2 die "one folder is bundled, not '$published' and '$1'"
        published=$1
        ;;
    esac
    shift
done
[ -f "$published/zhuhui-edge" ] || code=2 die "name the published folder; deploy/bundle.sh --help says how"
[ -r "$key" ] || code=2 die "name the release key with --key; deploy/bundle.sh --help says how to make one"
openssl pkey -in "$key" -noout -text 2>/dev/null | grep -qi ed25519 || code=2 die "$key is no private Ed25519 key"

# The program tells its own version and the forms of a data folder that it knows; another machine's is run where qemu-user can.
about="$("$published/zhuhui-edge" release about 2>/dev/null)" || die "$published/zhuhui-edge does not run here"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 --mode='u=rwX,go=rX' --format=ustar -C "$published" -cf - . | gzip -n9 >"$work/program.tar.gz"
printf '{"format":1,%s,"bytes":%s,"sha256":"%s"}' "$about" "$(stat -c %s "$work/program.tar.gz")" "$(sha256sum "$work/program.tar.gz" | cut -d' ' -f1)" >"$work/manifest.json"
openssl pkeyutl -sign -rawin -inkey "$key" -in "$work/manifest.json" -out "$work/manifest.sig"
name="$(sed -E 's/.*"version":"([^"]*)","platform":"linux-([^"]*)".*/zhuhui-edge_\1_\2.bundle/' "$work/manifest.json")"
mkdir -p "$out"
tar --owner=0 --group=0 --numeric-owner --mtime=@0 --mode=0644 --format=ustar -C "$work" -cf "$out/$name.new" manifest.json manifest.sig program.tar.gz
mv -f "$out/$name.new" "$out/$name"
echo "$out/$name"

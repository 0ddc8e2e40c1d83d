#!/usr/bin/env bash
# Builds the Debian packages for amd64 and arm64 and looks into them.
#
# usage: tests/packages.sh [--built FOLDER] [--twice]
#
#   --built FOLDER   looks into what deploy/package.sh --sign made, instead of building
#   --twice          builds a second time, in another folder of this machine, and compares the bytes: of the last commit, so nothing may be uncommitted
#
# One line a thing that is not as it should be. Exit code 0: there is none.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"
twice=no built=''
while [ $# -gt 0 ]; do
    case $1 in
    --twice) twice=yes; shift ;;
    --built) built=$(cd "$2" && pwd); shift 2 ;;
    *) echo "tests/packages.sh: unknown word '$1'" >&2; exit 2 ;;
    esac
done
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
wrong=0
complain() { echo "$*"; wrong=1; }
# is WHAT GOT WANTED
is() { [ "$2" = "$3" ] || complain "$1: '$2' instead of '$3'"; }

if [ -z "$built" ]; then
    built="$root/artifacts/packages"
    openssl genpkey -algorithm ed25519 -out "$work/key.pem"
    openssl pkey -in "$work/key.pem" -pubout -out "$work/key.pub"
    "$root/deploy/package.sh" --quick --sign "$work/key.pem" --out "$built"
    openssl pkeyutl -verify -pubin -inkey "$work/key.pub" -rawin -in "$built/SHA256SUMS" -sigfile "$built/SHA256SUMS.sig" >/dev/null || complain "the signature is wrong"
fi
(cd "$built" && sha256sum --quiet --check SHA256SUMS) || complain "a checksum is wrong"
[ "$(find "$built" -name '*.deb' | wc -l)" -eq 4 ] || complain "there are not four packages in $built"

# contents PRODUCT ARCH: what dpkg would put where, and what is in it.
contents() {
    local name=zhuhui-$1 arch=$2 deb listed tree=$work/$1-$2 modes
    deb="$(ls "$built/${name}"_*_"$arch.deb")"
    listed="$(dpkg-deb -c "$deb")"
    is "$name $arch: owners" "$(awk '{ print $2 }' <<<"$listed" | sort -u)" root/root
    is "$name $arch: times" "$(awk '{ print $4, $5 }' <<<"$listed" | sort -u | wc -l)" 1
    modes="$(awk '{ print substr($1, 1, 10), $6 }' <<<"$listed" | grep -vE '^(-rw-r--r--|drwxr-xr-x|lrwxrwxrwx) ' || true)"
    local may="-rwxr-xr-x ./usr/lib/$name/program/$name"
    [ "$1" != hub ] || may="-rwxr-xr-x ./usr/bin/zhuhui-district-ca"$'\n'"$may"
    [ "$1" != edge ] || may="$(printf -- '-rwxr-xr-x ./usr/%s\n' bin/zhuhui-edge lib/zhuhui-edge/launch lib/zhuhui-edge/program/launch/ffmpeg)"$'\n'"$may"
    is "$name $arch: programs" "$modes" "$may"
    dpkg-deb -R "$deb" "$tree"
    is "$name $arch: conffiles" "$(tr '\n' ' ' <"$tree/DEBIAN/conffiles")" "$([ "$1" = edge ] && echo '/etc/zhuhui-edge/cn-2026.json ' || echo '/etc/zhuhui-hub/hub.env ')"
    (cd "$tree" && md5sum --quiet --check DEBIAN/md5sums) || complain "$name $arch: a file is not what md5sums says"
    # Other makers' libraries hold their own machines' paths.
    grep -rlF -e "$root" -e "$HOME/.nuget" "$tree" && complain "$name $arch: these hold a path of this machine"
    is "$name $arch: the program's machine" "$(od -An -tx1 -j18 -N2 "$tree/usr/lib/$name/program/$name")" "$([ "$arch" = amd64 ] && echo ' 3e 00' || echo ' b7 00')"
    for file in "usr/share/doc/$name/copyright" "usr/share/doc/$name/changelog.gz" "usr/share/doc/$name/third-party-notices.gz" "usr/share/doc/$name/$name.cdx.json" \
        "usr/share/man/man1/$name.1.gz" "usr/share/bash-completion/completions/$name"; do
        [ -s "$tree/$file" ] || complain "$name $arch: $file is missing"
    done
    cmp -s "$tree/usr/share/doc/$name/$name.cdx.json" "${deb%.deb}.cdx.json" || complain "$name $arch: the list beside the package is another one than the one in it"
    python3 - "$root" "$tree/usr/share/doc/$name/$name.cdx.json" "$1" "$tree" <<'END' || complain "$name $arch: the list of what it is made of is not whole"
import json, pathlib, sys
root, bill, product, tree = pathlib.Path(sys.argv[1]), json.load(open(sys.argv[2])), sys.argv[3], pathlib.Path(sys.argv[4])
listed = {(one["name"], one.get("version")): one for one in bill["components"]}
locks = ["gateway", "drivers", "vision", "cloud-bridge/link"] if product == "edge" else ["cloud-bridge/hub"]
wanted = {(name, package["resolved"]) for lock in locks for target in json.load(open(root / lock / "packages.lock.json"))["dependencies"].values()
          for name, package in target.items() if package["type"] != "Project"}
program = tree / f"usr/lib/zhuhui-{product}/program"
wanted |= {(str(file.relative_to(program)), None) for file in program.rglob("*.so")}
if product == "edge":
    wanted |= {(path.removeprefix("node_modules/"), package["version"]) for lock in ("gateway/Console/Assets", "deploy/models")
               for path, package in json.load(open(root / lock / "package-lock.json"))["packages"].items() if path}
    wanted |= {(model["file"], None) for model in json.load(open(tree / "usr/share/zhuhui-edge/models/pack.json"))["files"]}
missing = sorted(f"{name} {version or ''}" for name, version in wanted - set(listed))
bare = sorted(name for (name, _), one in listed.items() if one["type"] != "file" and not one.get("licenses") and one.get("scope") == "required")
if len(wanted) < 10 or missing or bare:
    sys.exit(f"missing: {missing}; without a licence: {bare}")
END
    rm -rf "$tree"
}
for arch in amd64 arm64; do
    for product in edge hub; do contents "$product" "$arch"; done
done
# Errors fail; a warning is shown to whoever looks. One machine's: the other's has the same files.
lintian --allow-root --fail-on error "$built"/*_amd64.deb || complain "lintian found errors"

if [ "$twice" = yes ]; then
    [ -z "$(git -C "$root" status --porcelain)" ] || { complain "there are uncommitted changes: the second build would not have them"; exit 1; }
    git clone --quiet "$root" "$work/elsewhere"
    "$work/elsewhere/deploy/package.sh" --quick --out "$work/again"
    for file in "$built"/*.deb "$built"/*.cdx.json; do
        cmp "$file" "$work/again/${file##*/}" || complain "the second build's ${file##*/} has other bytes"
    done
fi
exit "$wrong"

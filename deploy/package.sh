#!/usr/bin/env bash
# Builds the Debian packages of the gateway (zhuhui-edge) and of the district's receiver (zhuhui-hub), the list of what each is made of (SBOM, CycloneDX)
# and the list of their checksums. The same commit and the same SDK make the same bytes, wherever the folder lies.
#
# usage: deploy/package.sh [--arch amd64|arm64|both] [--out FOLDER] [--sign KEY] [--quick]
#
#   --arch     for which machines; both where it is left out
#   --out      where the packages go; artifacts/packages where it is left out. Older ones in it are deleted.
#   --sign     the file of an Ed25519 private key (PEM), which signs the checksums; or ZHUHUI_SIGNING_KEY names it. Without a key they stay unsigned.
#   --quick    packs with less pressure, an eighth larger and in a third of the time: for tests
#
# It needs the .NET 10 SDK, npm, dpkg-deb, python3 and the models of deploy/models.sh, and no root. Versions are git's tags (v1.2.3): docs/packages.md.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"

say() { printf 'package: %s\n' "$*" >&2; }
die() { say "$*"; exit "${code:-1}"; }

archs=(amd64 arm64) out="$root/artifacts/packages" key="${ZHUHUI_SIGNING_KEY:-}" pressure=6
while [ $# -gt 0 ]; do
    case $1 in
    --arch | --out | --sign) [ $# -gt 1 ] || code=2 die "$1 needs a value; deploy/package.sh --help says how" ;;
    esac
    case $1 in
    --arch)
        case $2 in
        amd64 | arm64) archs=("$2") ;;
        both) archs=(amd64 arm64) ;;
        *) code=2 die "--arch is amd64, arm64 or both, not '$2'" ;;
        esac
        shift 2
        ;;
    --out) out=$2; shift 2 ;;
    --sign) key=$2; shift 2 ;;
    --quick) pressure=1; shift ;;
    -h | --help)
        sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
        exit 0
        ;;
    *) code=2 die "unknown word '$1'; deploy/package.sh --help says how" ;;
    esac
done
for tool in dotnet npm dpkg-deb python3 gzip sha256sum; do command -v "$tool" >/dev/null || die "the program $tool is missing"; done
if [ -n "$key" ]; then
    openssl pkey -in "$key" -noout -text 2>/dev/null | grep -q '^ED25519 Private-Key' ||
        die "$key is not the file of an Ed25519 private key; make one with: openssl genpkey -algorithm ed25519 -out KEY.pem"
fi
models="${ZHUHUI_MODELS:-${XDG_CACHE_HOME:-$HOME/.cache}/zhuhui-edge/models}"
"$here/models.sh"

# No build server outlives the script; nothing of this machine gets into the programs.
export CI=true MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
export LC_ALL=C.UTF-8 TZ=UTC
umask 022
# Razor writes the folder's path into what it makes of pages: whatever the folder, all is built in one and the same place.
place=/var/tmp/zhuhui-edge-package
[ -d "$place" ] || mkdir -m 700 "$place"
if [ -L "$place" ] || [ ! -O "$place" ]; then die "$place is a link or another user's: delete it"; fi
exec 8>"$place.lock"
flock --nonblock 8 || { say "waiting for another run in $place"; flock 8; }
build="$place/artifacts"
properties=(-c Release -p:ArtifactsPath="$build/build" -p:ContinuousIntegrationBuild=true -p:PathMap="$place/=/src/" -p:RunAnalyzers=false
    -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false)
# From nothing: what another commit left there, newer than these sources, would be taken for theirs.
find "$place" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
if git -C "$root" rev-parse --git-dir >/dev/null 2>&1; then
    # Without what git ignores; what is deleted and not yet committed is not there.
    (cd "$root" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
        tar -c --null -T -) | tar -x -C "$place"
else
    tar -C "$root" -c --exclude ./artifacts --exclude ./.git . | tar -x -C "$place"
fi
mkdir -p "$build"

if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH="$(git -C "$root" log -1 --format=%ct 2>/dev/null)" ||
        die "this folder has no git history to take a date from: set SOURCE_DATE_EPOCH to the release's time, in seconds since 1970"
fi
export SOURCE_DATE_EPOCH

# patiently TEXT COMMAND...: says TEXT and shows the command's words where it fails.
patiently() {
    local started=$SECONDS
    say "$1"
    "${@:2}" >"$build/log" 2>&1 </dev/null || { tail -n 40 "$build/log" >&2; die "$1: failed"; }
    say "  $((SECONDS - started)) s"
}

declare -A rids=([amd64]=linux-x64 [arm64]=linux-arm64) projects=([edge]=gateway [hub]=cloud-bridge/hub)
# MinVer's 0.2.0-alpha.0.5 comes before 0.2.0: Debian says that with a tilde. The history lies here, not where it is built.
patiently "asking for the version" dotnet restore "$root/gateway" --locked-mode -p:ArtifactsPath="$build/version"
upstream="$(dotnet msbuild "$root/gateway" -p:ArtifactsPath="$build/version" -p:Configuration=Release -t:MinVer -getProperty:Version)"
case $upstream in [0-9]*) ;; *) die "the version can't be told: $upstream" ;; esac
version="${upstream/-/\~}"
properties+=(-p:Version="$upstream")
for product in edge hub; do
    patiently "restoring ${projects[$product]}" dotnet restore "$place/${projects[$product]}" --locked-mode -p:ArtifactsPath="$build/build"
done

# publish PRODUCT ARCH: the program as it goes into the package.
publish() {
    rm -rf "$build/published/$1-$2"
    patiently "publishing zhuhui-$1 for $2" dotnet publish "$place/${projects[$1]}" -r "${rids[$2]}" --self-contained -v quiet \
        -o "$build/published/$1-$2" "${properties[@]}"
    # Not into the package: what writes cores, which would hold everybody's faces and keys; a tracer whose library Debian 12 has not; ONNX Runtime's
    # libraries for Windows; texts that are in the program itself.
    (cd "$build/published/$1-$2" && rm -rf createdump libcoreclrtraceptprovider.so onnxruntime*.dll People Texts)
}

# lay PRODUCT ARCH: the package's tree.
lay() {
    local product=$1 arch=$2 name=zhuhui-$1 tree=$build/tree/$1-$2 program published=$build/published/$1-$2
    local doc=$tree/usr/share/doc/$name
    rm -rf "$tree"
    program=$tree/usr/lib/$name/program
    mkdir -p "$tree/DEBIAN" "$program" "$tree/usr/bin" "$doc" "$tree/etc/$name" "$tree/lib/systemd/system" "$tree/usr/share/$name" \
        "$tree/usr/share/man/man1" "$tree/usr/share/lintian/overrides" "$tree/usr/share/bash-completion/completions"
    cp -r "$published/." "$program/"
    [ "$product" = edge ] || ln -s "../lib/$name/program/$name" "$tree/usr/bin/$name"
    cp "$here/completion/zhuhui.bash" "$tree/usr/share/bash-completion/completions/$name"
    gzip -9n <"$here/debian/$product/$name.1" >"$tree/usr/share/man/man1/$name.1.gz"
    if [ "$product" = edge ]; then
        cp "$here/debian/edge/zhuhui-edge" "$tree/usr/bin/"
        cp "$here/launch" "$tree/usr/lib/zhuhui-edge/"
        cp "$here"/zhuhui-edge{,-release}.service "$here/zhuhui-edge-release.path" "$tree/lib/systemd/system/"
        mkdir -p "$tree/lib/systemd/system/zhuhui-edge.service.d" "$tree/lib/udev/rules.d" "$tree/usr/share/zhuhui-edge/models"
        cp "$here/debian/edge/decoders.conf" "$tree/lib/systemd/system/zhuhui-edge.service.d/"
        cp "$here/debian/edge/60-zhuhui-edge-gpio.rules" "$tree/lib/udev/rules.d/"
        cp "$here/site.sample.jsonc" "$here/site.schema.json" "$tree/usr/share/zhuhui-edge/"
        cp "$here"/calendars/*.json "$tree/etc/zhuhui-edge/"
        cp "$models"/*.onnx "$here/models/pack.json" "$here"/models/licences/* "$tree/usr/share/zhuhui-edge/models/"
    else
        cp "$here/hub/zhuhui-hub@.service" "$tree/lib/systemd/system/"
        cp "$here/debian/hub/hub.env" "$tree/etc/zhuhui-hub/"
        mkdir -p "$doc/examples"
        cp -r "$here"/hub/{mosquitto,emqx,nginx,postgresql} "$doc/examples/"
        cp "$here/hub/district-ca.sh" "$tree/usr/bin/zhuhui-district-ca"
        gzip -9n <"$here/debian/hub/zhuhui-district-ca.1" >"$tree/usr/share/man/man1/zhuhui-district-ca.1.gz"
        rmdir "$tree/usr/share/zhuhui-hub"
    fi
    words "$product" "$arch" "$published" "$doc"
    [ ! -f "$here/debian/$product/lintian-overrides" ] || cp "$here/debian/$product/lintian-overrides" "$tree/usr/share/lintian/overrides/$name"
    rmdir --ignore-fail-on-non-empty "$tree/usr/share/lintian/overrides" "$tree/usr/share/lintian"
    control "$product" "$arch" "$tree"
    find "$tree" -type d -exec chmod 755 {} +
    find "$tree" -type f -exec chmod 644 {} +
    chmod 755 "$program/$name" "$tree"/DEBIAN/p*[mt]
    [ ! -f "$tree/DEBIAN/config" ] || chmod 755 "$tree/DEBIAN/config"
    [ "$product" != hub ] || chmod 755 "$tree/usr/bin/zhuhui-district-ca"
    [ "$product" != edge ] || chmod 755 "$program/launch/ffmpeg" "$tree/usr/bin/zhuhui-edge" "$tree/usr/lib/zhuhui-edge/launch"
    find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# words PRODUCT ARCH PUBLISHED DOC: what stands in /usr/share/doc.
words() {
    local product=$1 arch=$2 published=$3 doc=$4 name=zhuhui-$1
    cp "$here/debian/$product/copyright" "$doc/copyright"
    gzip -9n <"$root/CHANGELOG.md" >"$doc/CHANGELOG.md.gz"
    gzip -9n >"$doc/changelog.gz" <<END
$name ($version) stable; urgency=medium

  * What is new stands in CHANGELOG.md.gz.

 -- $maintainer  $(date -R -d "@$SOURCE_DATE_EPOCH")
END
    local with=(--lock "$root/${projects[$product]}/packages.lock.json")
    [ "$product" != edge ] || with+=(--lock "$root/drivers/packages.lock.json" --lock "$root/vision/packages.lock.json"
        --lock "$root/cloud-bridge/link/packages.lock.json" --npm "$root/gateway/Console/Assets/package-lock.json=$build/build/console-packages"
        --models "$here/models")
    python3 "$here/debian/bill.py" --name "$name" --version "$version" --arch "$arch" --published "$published" --notice "$root/NOTICE" \
        --licences "$here/debian/licences" "${with[@]}" --sbom "$doc/$name.cdx.json" --notices "$build/notices" ||
        die "the list of what $name is made of can't be made"
    gzip -9n <"$build/notices" >"$doc/third-party-notices.gz"
    cp "$doc/$name.cdx.json" "$out/${name}_${version}_$arch.cdx.json"
}

# control PRODUCT ARCH TREE: what dpkg is told.
control() {
    local product=$1 arch=$2 tree=$3 file
    for file in config preinst postinst prerm postrm templates; do
        [ ! -f "$here/debian/$product/$file" ] || cp "$here/debian/$product/$file" "$tree/DEBIAN/"
    done
    (cd "$tree" && find etc -type f -printf '/%p\n' | sort) >"$tree/DEBIAN/conffiles"
    (cd "$tree" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
    local size
    size="$(find "$tree" -path "$tree/DEBIAN" -prune -o -printf '%y %s\n' | awk '{ k += $1 == "f" ? int(($2 + 1023) / 1024) : 1 } END { print k }')"
    sed -e "s/@VERSION@/$version/; s/@ARCH@/$arch/; s/@SIZE@/$size/; s/@MAINTAINER@/$maintainer/" -e "s/^\[$arch\]//; /^\[/d" \
        "$here/debian/$product/control" >"$tree/DEBIAN/control"
}

maintainer='The Zhuhui.Edge developers <edge@zhuhui.example>'
mkdir -p "$out"
out="$(cd "$out" && pwd)"
rm -f "$out"/zhuhui-{edge,hub}_*.{deb,cdx.json} "$out"/SHA256SUMS{,.sig}
for arch in "${archs[@]}"; do
    for product in edge hub; do
        publish "$product" "$arch"
        lay "$product" "$arch"
        patiently "packing zhuhui-$product for $arch" dpkg-deb --root-owner-group -Zxz -z$pressure --build "$build/tree/$product-$arch" "$out/zhuhui-${product}_${version}_$arch.deb"
    done
done
find "$place" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
(cd "$out" && sha256sum zhuhui-*.deb zhuhui-*.cdx.json >SHA256SUMS)
if [ -n "$key" ]; then
    openssl pkeyutl -sign -inkey "$key" -rawin -in "$out/SHA256SUMS" -out "$out/SHA256SUMS.sig"
    say "SHA256SUMS is signed"
else
    say "SHA256SUMS is not signed: no key was named (--sign)"
fi
say "ready in $out"

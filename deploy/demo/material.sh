#!/usr/bin/env bash
# Brings the demo's pictures and film to the demo's cache out of Debian's packages. Nothing is installed. Instant when they are there.
#
# usage: material.sh                 prints nothing when all is there
#
#   astronaut.png      the resident: Eileen Collins, NASA portrait S94-30541, public domain (python3-skimage)
#   grace_hopper.jpg   the stranger: Grace Hopper, official portrait of the US Navy, public domain (python-matplotlib-data)
#   brick, gravel, grass.png   what the gate's scene is made of: CC0Textures.com, CC0 (python3-skimage)
#   vtest.avi          people walking over a square, OpenCV's own sample for trackers, Apache-2.0 (opencv-doc)
set -euo pipefail
cache="${XDG_CACHE_HOME:-$HOME/.cache}/zhuhui-edge/demo"

skimage=/usr/lib/python3/dist-packages/skimage/data
matplotlib=/usr/share/matplotlib/mpl-data/sample_data
opencv=/usr/share/doc/opencv-doc/examples/data

die() { echo "material.sh: $*" >&2; exit 1; }

# fetch PACKAGE: its .deb into the current folder; apt's lists are brought up to date when they are missing or stale.
fetch() {
    local as_root=()
    if apt-get -qq -o APT::Sandbox::User="$(id -un)" --print-uris download "$1" >/dev/null 2>&1 &&
        apt-get -o APT::Sandbox::User="$(id -un)" download "$1" >&2; then return; fi
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "apt's lists lack $1 and cannot be updated without root: run 'apt-get update' as root, then this again"
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get -qq update >&2
    apt-get -o APT::Sandbox::User="$(id -un)" download "$1" >&2 || die "apt could not download $1; the demo's material is in Debian 12 'main'"
}

# bring PACKAGE SIZE PATH...: the files that lie at these absolute paths in PACKAGE, from this machine if the package is installed, else out of the package.
bring() {
    local package=$1 size=$2 work path missing=()
    shift 2
    for path in "$@"; do
        [ -s "$cache/${path##*/}" ] || missing+=("$path")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    work="$(mktemp -d "$cache/.bring.XXXXXX")"
    # shellcheck disable=SC2064  # the folder's name now, not later
    trap "rm -rf '$work'" EXIT
    if [ -s "${missing[0]}" ]; then
        cp "${missing[@]}" "$work"
    else
        echo "demo material: fetching $package ($size, once)" >&2
        (cd "$work" && fetch "$package")
        dpkg-deb --fsys-tarfile "$work"/*.deb | tar -x -C "$work" --no-same-owner --transform 's|.*/||' "${missing[@]/#/.}" ||
            die "$package does not hold what the demo needs of it (${missing[*]}); it was made for Debian 12"
    fi
    for path in "${missing[@]}"; do
        mv "$work/${path##*/}" "$cache/${path##*/}"
    done
    rm -rf "$work"
    trap - EXIT
}

mkdir -p "$cache"
exec 9>"$cache/.lock"
flock 9
rm -rf "$cache"/.bring.*     # of a run that was broken off
bring python3-skimage "21 MB" $skimage/astronaut.png $skimage/brick.png $skimage/gravel.png $skimage/grass.png
bring python-matplotlib-data "3 MB" $matplotlib/grace_hopper.jpg
bring opencv-doc "96 MB" $opencv/vtest.avi

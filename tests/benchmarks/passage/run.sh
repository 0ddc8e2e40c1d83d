#!/usr/bin/env bash
# One gate: face and card to relay in ms, and what one 720p camera costs next to ffmpeg alone  [--seconds N] [--cards N]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

refuse() {
    echo "passage: $*" >&2
    exit 2
}

seconds=150 cards=100
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || refuse "$1 needs a value; known are --seconds N and --cards N"
    [[ $2 =~ ^[1-9][0-9]{0,5}$ ]] || refuse "$1 $2: a whole number from 1 on is needed"
    case $1 in
    --seconds) seconds=$2 ;;
    --cards) cards=$2 ;;
    *) refuse "unknown option '$1'; known are --seconds N and --cards N" ;;
    esac
    shift 2
done

# shellcheck source=../../../deploy/demo/lib.sh
source "$here/../../../deploy/demo/lib.sh"
reader='' presenter=''
trap 'kill $reader $presenter 2>/dev/null || true; end_world' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

through "$root/deploy/setup.sh" || exit $?
begin_world
mapfile -t ports < <(free_ports 3)
stream="rtsp://127.0.0.1:${ports[0]}/gate"
write_site "$here/site.jsonc.in" "DATA=$world/data" "MODELS=$models" "STREAM=$stream" "BROKER_PORT=${ports[1]}" "STATUS_PORT=${ports[2]}"
through "$gateway_program" enrol --site "$world/site.jsonc" --name Eileen --card 20230001 --photo "$material/astronaut.png" --consent-witness benchmark >/dev/null || exit $?
# Nobody for 1.8 s, the resident for 4 s of the way up, and again: a passage every 5.8 s.
ffmpeg -v error -i "$material/gate.mp4" -filter_complex '[0]split[a][b];[a]trim=0:1.8,setpts=PTS-STARTPTS[nobody];[b]trim=5:9,setpts=PTS-STARTPTS[resident];[nobody][resident]concat' \
    -an -c:v libx264 -preset veryfast -pix_fmt yuv420p -bf 0 -g 25 -keyint_min 25 -sc_threshold 0 -b:v 1600k -maxrate 2000k -bufsize 2000k "$world/passing.mp4"
start_cameras "${ports[0]}" "gate=$world/passing.mp4"
start_broker "${ports[1]}"
start_store
start_hub "${ports[1]}"
start_gateway
setpriv --pdeathsig TERM cat <&8 >"$world/lines" &
reader=$!

measure=(/usr/bin/python3 "$here/measure.py")
through "${measure[@]}" online "http://127.0.0.1:${ports[2]}/status.json" || exit $?
echo "measuring for $seconds s, then ffmpeg alone" >&2
present 20230001 --times "$cards" --every "$(awk "BEGIN { print $seconds / $cards }")" &
presenter=$!
through "${measure[@]}" gateway "$(<"$world/pids/gateway")" "$seconds" "http://127.0.0.1:${ports[2]}/status.json" >"$world/gateway.json" || exit $?
wait "$presenter" || true
presenter=
stop gateway
kill "$reader"
reader=
"$gateway_program" report --site "$world/site.jsonc" >"$world/report.json"
# The same stream and the same decoding, without the gateway; as many frames, since the server keeps 25 a second.
through "${measure[@]}" alone "$((seconds < 30 ? seconds : 30))" ffmpeg -v error -nostdin -threads 1 -rtsp_transport tcp -i "$stream" -an -pix_fmt yuv420p -f null - >"$world/alone.json" || exit $?
result="$("${measure[@]}" table "$world/report.json" "$world/gateway.json" "$world/alone.json")"
end_world
printf '%s\n' "$result"

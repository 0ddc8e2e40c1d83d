#!/usr/bin/env bash
# The main job from end to end on this machine: cameras, cards, broker, district hub and the gateway between them. See usage below.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

usage() {
    cat <<'TEXT'
usage: deploy/demo.sh [options]

Sets up what is missing, then runs a gateway with one gate, two cameras and a district hub on loopback and free ports, and prints one line per event.
Ctrl-C stops it; the last line is one JSON object of counts.

  --seconds N              stop after N seconds, counted from the first picture of a camera
  --clip FILE              play this video as the gate camera
  --perimeter-clip FILE    play this video as the perimeter camera
  --enrol NAME=PHOTO       enrol this person instead of the sample resident; may be repeated, also for more photos of one person
  --card NUMBER=NAME       give this person a card (0 to 4294967295); may be repeated
  --keep DIR               keep the data folder, the hub's database cluster and the logs in DIR (new or empty)
  --language en|zh         the language of event lines, of the console and of the commands' answers
TEXT
}

refuse() {
    echo "demo.sh: $*; deploy/demo.sh --help says how" >&2
    exit 2
}

seconds='' clip='' perimeter_clip='' keep_in='' language=en
people=()
declare -A photos=() cards=() owner=()

# add_person NAME: once, in the order of the command line.
add_person() {
    [ -n "${photos[$1]+known}" ] || { people+=("$1"); photos[$1]=''; cards[$1]=''; }
}

give_card() {
    { [[ $1 =~ ^[0-9]{1,10}$ ]] && [ $((10#$1)) -le 4294967295 ]; } || refuse "--card $1=$2: a card number is a whole number from 0 to 4294967295"
    local number=$((10#$1))
    [ -z "${owner[$number]:-}" ] || [ "${owner[$number]}" = "$2" ] || refuse "--card: card $number cannot be both ${owner[$number]}'s and $2's"
    owner[$number]=$2
    add_person "$2"
    cards[$2]+="$number "
}

read_options() {
    local given_cards=() pair
    while [ $# -gt 0 ]; do
        case $1 in
        -h | --help)
            usage
            exit 0
            ;;
        --seconds | --clip | --perimeter-clip | --enrol | --card | --keep | --language)
            [ $# -ge 2 ] || refuse "$1 needs a value"
            ;;&
        --seconds)
            { [[ $2 =~ ^[0-9]{1,6}$ ]] && [ $((10#$2)) -ge 1 ]; } || refuse "--seconds $2: a whole number from 1 on is needed"
            seconds=$((10#$2))
            ;;
        --clip | --perimeter-clip)
            { [ -f "$2" ] && [ -r "$2" ]; } || refuse "$1 $2: there is no such file that can be read"
            if [ "$1" = --clip ]; then clip=$2; else perimeter_clip=$2; fi
            ;;
        --enrol)
            [[ $2 == ?*=?* ]] || refuse "--enrol $2: the form is NAME=PHOTO"
            { [ -f "${2#*=}" ] && [ -r "${2#*=}" ]; } || refuse "--enrol $2: there is no photo ${2#*=} that can be read"
            add_person "${2%%=*}"
            photos[${2%%=*}]+="${2#*=}"$'\n'
            ;;
        --card)
            [[ $2 == ?*=?* ]] || refuse "--card $2: the form is NUMBER=NAME"
            given_cards+=("$2")
            ;;
        --keep)
            [ ! -e "$2" ] || { [ -d "$2" ] && [ -z "$(ls -A "$2")" ]; } || refuse "--keep $2: is there and not an empty folder"
            mkdir -p "$2" 2>/dev/null || refuse "--keep $2: this folder cannot be made"
            keep_in=$2
            ;;
        --language)
            [ "$2" = en ] || [ "$2" = zh ] || refuse "--language $2: it is en or zh"
            language=$2
            ;;
        *) refuse "unknown option '$1'" ;;
        esac
        shift 2
    done
    sample_people=''
    if [ ${#people[@]} -eq 0 ]; then
        sample_people=yes
        give_card 20230001 Eileen
    fi
    for pair in ${given_cards[@]+"${given_cards[@]}"}; do
        give_card "${pair%%=*}" "${pair#*=}"
    done
}

# enrol NAME: with all photos and cards; a refusal ends the demo with the reason.
enrol() {
    local words=(--name "$1" --consent-witness "deploy/demo.sh") photo number code=0
    while IFS= read -r photo; do
        [ -z "$photo" ] || words+=(--photo "$photo")
    done <<<"${photos[$1]}"
    for number in ${cards[$1]}; do
        words+=(--card "$number")
    done
    through "$gateway_program" enrol --site "$world/site.jsonc" "${words[@]}" || code=$?
    [ "$code" -eq 0 ] || exit "$code"
}

# hold_cards NOW: an enrolled person's card, and every third time one that nobody was given.
next_card_at='' turn=0
hold_cards() {
    [ -n "$next_card_at" ] && [ "$1" -ge "$next_card_at" ] || return 0
    local numbers=("${!owner[@]}") number=99999999
    while [ -n "${owner[$number]:-}" ]; do number=$((number - 1)); done
    if [ $((turn % 3)) -ne 2 ] && [ ${#numbers[@]} -gt 0 ]; then number=${numbers[$(((turn - turn / 3) % ${#numbers[@]}))]}; fi
    if present "$number"; then
        turn=$((turn + 1))
        next_card_at=$(($1 + 7))
    else
        next_card_at=$(($1 + 1))
    fi
}

# next_line SECONDS: the gateway's next event line in $line; false when none came whole in that time.
part=''
next_line() {
    if IFS= read -r -t "$1" line <&8; then
        line="$part$line" part=''
    else
        part+="$line"
        return 1
    fi
}

# The hub's report as a line for people: what it stored of each stream, and what is missing.
hub_words='import json, sys
streams = json.load(sys.stdin)["streams"]
print("the hub has", "; ".join("{stream} {first}-{last}".format(**s) + (f""", MISSING {s["missing"]}""" if s["missing"] else "") + ("" if s["chain"] == "ok" else f""", chain {s["chain"]}""") for s in streams) or "nothing")'

# show LINE: on standard output; the first picture of a camera starts the clock.
online_at=''
show() {
    printf '%s\n' "$1"
    if [ -z "$online_at" ] && [[ $1 == *camera*online* || $1 == *上线* ]]; then
        online_at=$SECONDS
        next_card_at=$((SECONDS + 2))
    fi
}

read_options "$@"
# shellcheck source=demo/lib.sh
source "$here/demo/lib.sh"

asked=''
trap end_world EXIT
trap 'asked=yes; exit 130' INT
trap 'asked=yes; exit 143' TERM

through "$here/setup.sh" || exit $?
begin_world
gate_film="$material/gate.mp4" perimeter_film="$material/perimeter.mp4"
[ -z "$clip" ] || { gate_film="$world/gate.mp4" && through "$here/demo/clips.sh" --transcode "$clip" "$gate_film"; } || exit $?
[ -z "$perimeter_clip" ] || { perimeter_film="$world/perimeter.mp4" && through "$here/demo/clips.sh" --transcode "$perimeter_clip" "$perimeter_film"; } || exit $?

[ -z "$sample_people" ] || photos[Eileen]="$material/astronaut.png"
mapfile -t ports < <(free_ports 4)
gate_name='East gate'
[ "$language" = en ] || gate_name=东门
write_site "$here/demo/site.jsonc.in" DATA=data "LANGUAGE=$language" "GATE=$gate_name" "MODELS=$models" "RTSP_PORT=${ports[0]}" "BROKER_PORT=${ports[1]}" "STATUS_PORT=${ports[2]}" "WEB_PORT=${ports[3]}"
for name in "${people[@]}"; do
    enrol "$name"
done
start_cameras "${ports[0]}" "gate=$gate_film" "perimeter=$perimeter_film"
start_broker "${ports[1]}"
start_store
start_hub "${ports[1]}"
echo "cameras rtsp://127.0.0.1:${ports[0]}/gate and /perimeter; broker 127.0.0.1:${ports[1]}; process ids in $world/pids"
"$gateway_program" account setup --site "$world/site.jsonc"
echo "with it, in a browser on this machine: https://127.0.0.1:${ports[3]}/first (the certificate is the gateway's own)"
start_gateway

# From here on Ctrl-C and TERM mean: stop in good order and report.
trap 'asked=yes' INT TERM
started=$SECONDS
while [ -z "$asked" ] && runs gateway; do
    if next_line 0.25; then show "$line"; fi
    hold_cards "$SECONDS"
    [ -z "$seconds" ] || [ $((SECONDS - ${online_at:-$((started + 60))})) -lt "$seconds" ] || break
done

failed=''
if runs gateway; then
    kill -TERM "${keepers[gateway]}"
    while runs gateway; do
        if next_line 0.1; then show "$line"; fi
    done
elif [ -z "$asked" ]; then
    failed=yes
fi
while next_line 0.1; do show "$line"; done
stop gateway
[ -z "$failed" ] || { echo "demo.sh: the gateway does not run" >&2; exit 1; }
report="$("$gateway_program" report --site "$world/site.jsonc")"
stop hub
stop broker
stop cameras
"$hub_program" report --store "$store" | /usr/bin/python3 -c "$hub_words" || true
stop store
[ -z "$keep_in" ] || { cp -a "$world/." "$keep_in/" && rm -rf "$keep_in/pids" "$keep_in/events" && echo "kept in $keep_in"; }
end_world
printf '%s\n' "$report"

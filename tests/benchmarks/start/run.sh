#!/usr/bin/env bash
# Start: from the start of the published program until the first card held up has the relay on, with the files out of memory and with them there, beside an older version  [--against COMMIT] [--rounds N] [--people N] [--records N]
#
# usage: tests/benchmarks/run.sh start [--against COMMIT] [--rounds N] [--people N] [--records N]
#   --against: an older commit, built in a temporary folder (the last one before packages); 'none' for this tree alone
#   --people, --records: in the registry (2100) and, at most, in the journals (50000: what a minute of the power benchmark's writer brings)
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"

refuse() {
    echo "start: $*" >&2
    exit 2
}

against=416a8652 rounds=5 people=2100 records=50000
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || refuse "$1 needs a value; known are --against, --rounds, --people and --records"
    case $1 in
    --against) against=$2 ;;
    --rounds) rounds=$2 ;;
    --people) people=$2 ;;
    --records) records=$2 ;;
    *) refuse "unknown option '$1'; known are --against, --rounds, --people and --records" ;;
    esac
    shift 2
done
[[ "$rounds $people $records" =~ ^[0-9]+\ [0-9]+\ [0-9]+$ ]] || refuse "--rounds, --people and --records need whole numbers"

# shellcheck source=../../../deploy/demo/lib.sh
source "$here/../../../deploy/demo/lib.sh"
trap end_world EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
through "$root/deploy/setup.sh" || exit $?
begin_world

# publish TREE FOLDER: as the package has it.
publish() {
    echo "start: publishing $1" >&2
    dotnet publish "$1/gateway" -c Release -r linux-x64 --self-contained -v quiet -o "$2" >&2
}

publish "$root" "$world/this"
programs=("this=$world/this/zhuhui-edge")
if [ "$against" != none ]; then
    git clone -q "$root" "$world/older-tree"
    git -C "$world/older-tree" checkout -q "$against"
    publish "$world/older-tree" "$world/older"
    programs+=("${against:0:9}=$world/older/zhuhui-edge")
fi

mkdir -p "$world/disk/data" "$world/disk/site" "$world/place"
if [ "$records" -gt 0 ]; then
    dotnet build "$here/../power" -c Release -v q -maxcpucount:1 >&2
    writer="$root/artifacts/bin/Zhuhui.Edge.Benchmarks.Power/release/Zhuhui.Edge.Benchmarks.dll"
    echo "start: records" >&2
    setpriv --pdeathsig TERM dotnet "$writer" write "$world/disk" start 1 1000000 1000000 >"$world/said" &
    child=$!
    for _ in {1..600}; do
        [ "$(wc -l <"$world/said")" -lt "$records" ] || break
        sleep 0.1
    done
    kill "$child"
    wait "$child" || true
    child=
fi

mapfile -t ports < <(free_ports 2)
write_site "$here/site.jsonc.in" "DATA=$world/disk/data" "MODELS=$models" "STATUS_PORT=${ports[0]}" "WEB_PORT=${ports[1]}"
mv "$world/site.jsonc" "$world/place/site.jsonc"
{
    echo name,home,card
    awk -v n="$people" 'BEGIN { for (i = 0; i < n; i++) printf "Person %d,%d-%d-%d,%d\n", i, 1 + i % 30, 1 + int(i / 30) % 4, 101 + int(i / 120), 8000000 + i }'
} >"$world/people.csv"
older="${programs[-1]#*=}"
"$older" people import --file "$world/people.csv" --operator benchmark --site "$world/place/site.jsonc" >&2
"$older" enrol --name Eileen --card 20230001 --site "$world/place/site.jsonc" >&2
# Once, so that the snapshot and the event index are there.
/usr/bin/python3 "$here/measure.py" "$world/place/site.jsonc" "$world/disk/data" "$models" 1 "first=$older" >/dev/null
/usr/bin/python3 "$here/measure.py" "$world/place/site.jsonc" "$world/disk/data" "$models" "$rounds" "${programs[@]}"

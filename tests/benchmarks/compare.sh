#!/usr/bin/env bash
# Runs a benchmark of this tree and of another commit in turns, and sets their figures side by side: medians, and this tree's share of the other's.
#
# usage: tests/benchmarks/compare.sh [--rounds N] [--this-benchmark] COMMIT NAME [OPTIONS]
#   COMMIT: what to compare with; it is checked out and built in a temporary folder.   --rounds: how often each runs (3)
#   --this-benchmark: the benchmark itself is this tree's on both sides, for rows that the other's lacks; it must build there
#
# The machine is noisy: the spread of a side's own rounds stands beside each figure, and a share within both spreads says nothing.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
rounds=3 ours=no
while [[ ${1:-} == --* ]]; do
    case $1 in
    --rounds)
        [[ ${2:-} =~ ^[1-9][0-9]?$ ]] || { echo "compare.sh: --rounds needs a number from 1 to 99" >&2; exit 2; }
        rounds=$2
        shift
        ;;
    --this-benchmark) ours=yes ;;
    *)
        echo "compare.sh: unknown option '$1'; there are --rounds N and --this-benchmark" >&2
        exit 2
        ;;
    esac
    shift
done
[ $# -ge 2 ] || { echo "usage: tests/benchmarks/compare.sh [--rounds N] [--this-benchmark] COMMIT NAME [OPTIONS]" >&2; exit 2; }
commit="$(git -C "$here" rev-parse --verify --quiet "$1^{commit}")" || { echo "compare.sh: there is no commit '$1'" >&2; exit 2; }
shift

folder="$(mktemp -d)"
child=''
trap '[ -z "$child" ] || { kill -TERM "$child" 2>/dev/null; wait "$child" 2>/dev/null; }; rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
git clone -q "$(git -C "$here" rev-parse --show-toplevel)" "$folder/other"
git -C "$folder/other" checkout -q "$commit"
if [ "$ours" = yes ]; then
    [ -d "$here/$1" ] || { echo "compare.sh: there is no benchmark '$1'" >&2; exit 2; }
    rm -rf "$folder/other/tests/benchmarks/$1"
    cp -r "$here/$1" "$folder/other/tests/benchmarks/$1"
fi

# round SIDE TREE: one run; its last line, the figures, goes to the side's file.
round() {
    local side=$1 tree=$2
    shift 2
    setpriv --pdeathsig TERM bash "$tree/tests/benchmarks/run.sh" "$@" >"$folder/out" 2>"$folder/err" &
    child=$!
    wait "$child" || { child=; tail -n 20 "$folder/err" "$folder/out" >&2; echo "compare.sh: $side failed" >&2; exit 1; }
    child=
    tail -n 1 "$folder/out" >>"$folder/$side.json"
}

for ((i = 1; i <= rounds; i++)); do
    echo "round $i of $rounds, load $(cut -d ' ' -f 1 /proc/loadavg)" >&2
    # Each side is first in every other round.
    if ((i % 2)); then
        round other "$folder/other" "$@"
        round this "$here/../.." "$@"
    else
        round this "$here/../.." "$@"
        round other "$folder/other" "$@"
    fi
done
/usr/bin/python3 "$here/compare.py" "$folder/other.json" "$folder/this.json" "${commit:0:9}"

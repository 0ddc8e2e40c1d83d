#!/usr/bin/env bash
# Runs a benchmark: a table for people, and one JSON object as the last line. Without a name it lists them.
#
# usage: tests/benchmarks/run.sh [NAME [OPTIONS]]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

if [ $# -eq 0 ]; then
    for benchmark in "$here"/*/run.sh; do
        name="${benchmark%/run.sh}"
        printf '%-10s %s\n' "${name##*/}" "$(sed -n '2s/^# //p' "$benchmark")"
    done
    exit
fi
if [[ ! $1 =~ ^[a-z-]+$ ]] || [ ! -f "$here/$1/run.sh" ]; then
    echo "run.sh: there is no benchmark '$1'; tests/benchmarks/run.sh lists them" >&2
    exit 2
fi
name=$1
shift
exec bash "$here/$name/run.sh" "$@"

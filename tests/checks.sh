#!/usr/bin/env bash
# Holds the C# sources, the pages, their scripts and style sheets to the house's sizes: no folder over 20 source files, no file over 250 lines, no line over 140 columns.
#
# usage: tests/checks.sh
#
# One line a violation. Exit code 0: there is none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8

# sources: every source file of the repository; without git, every one that is not built.
sources() {
    git ls-files -z --deduplicate '*.cs' '*.razor' 'gateway/*.js' 'gateway/*.css' 2>/dev/null ||
        find . -path ./artifacts -prune -o \( -name '*.cs' -o -name '*.razor' -o -path './gateway/*.js' -o -path './gateway/*.css' \) -printf '%P\0'
}

violations() {
    sources | xargs -0 -n 1 dirname | sort | uniq -c | awk '$1 > 20 { print $2 ": " $1 " source files, more than 20" }'
    sources | xargs -0 grep -c '' | awk -F: '$2 > 250 { print $1 ": " $2 " lines, more than 250" }'
    sources | xargs -0 grep -nE '^.{141,}' | sed -E 's/^([^:]+:[0-9]+):.*/\1: a line of more than 140 columns/' || true
}

[ "$(sources | tr -cd '\0' | wc -c)" -gt 0 ] || { echo "there are no sources"; exit 1; }
found="$(violations)"
[ -z "$found" ] || { echo "$found" | head -n 100; exit 1; }

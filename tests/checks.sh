#!/usr/bin/env bash
# Holds the C# sources to the house's sizes: no folder over 20 source files, no file over 250 lines, no line over 140 columns.
#
# usage: tests/checks.sh
#
# One line a violation. Exit code 0: there is none beyond those of tests/checks.known: text of other languages (SQL, HTML, JSON, a test's sentence) that
# can't be broken without changing it, and a few files a handful of lines too long. That list may only shrink: an entry that is no longer needed is one too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8

# sources: every source file of the repository; without git, every one that is not built.
sources() {
    git ls-files -z --deduplicate '*.cs' 2>/dev/null || find . -path ./artifacts -prune -o -name '*.cs' -printf '%P\0'
}

violations() {
    sources | xargs -0 -n 1 dirname | sort | uniq -c | awk '$1 > 20 { print $2 ": " $1 " source files, more than 20" }'
    sources | xargs -0 grep -c '' | awk -F: '$2 > 250 { print $1 ": " $2 " lines, more than 250" }'
    sources | xargs -0 grep -nE '^.{141,}' | sed -E 's/^([^:]+:[0-9]+):.*/\1: a line of more than 140 columns/' || true
}

[ "$(sources | tr -cd '\0' | wc -c)" -gt 0 ] || { echo "there are no sources"; exit 1; }
# known: the file and its violations, a line each; as many as are there now, or it is a violation of its own.
found="$(violations | sed -E 's/^([^:]+):[0-9]+: a line of.*/\1: a line of more than 140 columns/; s/: [0-9]+ lines, more than 250/: more than 250 lines/' |
    sort | uniq -c | sed -E 's/^ +//')"
if difference="$(diff <(echo "$found") <(grep -v '^#' tests/checks.known | sort -k 2))"; then exit 0; fi
echo "$difference" | sed -nE 's/^< /more than tests\/checks.known has: /p; s/^> /tests\/checks.known is out of date: /p'
violations | grep -E "140 columns|lines, more|source files" | head -n 100
exit 1

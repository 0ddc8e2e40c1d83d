#!/usr/bin/env bash
# Search: ms to find a face among 250 to 2,100 people with 1 and 5 templates each, ns a template, bytes a second against bare reading of the same bytes; a change; the thresholds made anew  [--turns N]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Search/release/Zhuhui.Edge.Benchmarks.Search.dll" "$@"

#!/usr/bin/env bash
# Console: bytes of the first load; processor and memory of 50 open pages; ms of list pages and of search as you type among 2,100 people and 1,000,000 events beside a bare Kestrel; how soon 50 pages in a real browser tell a silent network and come back; card to relay beside 50 pages, an import and a report  [--only load,lists,pages,silences,doors] [--events N] [--silences 20,90,600] [--minutes N]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Pages/release/Zhuhui.Edge.Benchmarks.Pages.dll" "$@"

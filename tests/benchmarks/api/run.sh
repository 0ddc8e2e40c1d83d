#!/usr/bin/env bash
# API: ms of a request beside a bare Kestrel answer, of a page of events among 1,000,000 records beside the same query without the API, of a page and a search among 2,100 and 10,000 people beside a bare answer of the same bytes; processor time and memory of 50 live streams  [--events N]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Api/release/Zhuhui.Edge.Benchmarks.Api.dll" "$@"

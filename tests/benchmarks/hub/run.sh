#!/usr/bin/env bash
# Hub receiver: rows/s into PostgreSQL against bare COPY of the same rows, over batch size and with 1 and 2 receivers  [--rows N] [--batches 100,1000] [--rounds N]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Hub/release/Zhuhui.Edge.Benchmarks.Hub.dll" store "$@"

#!/usr/bin/env bash
# Crash: the ledger and the link are killed N times under load; acknowledged records lost, gaps and doubles in the journals and in the hub's store  [--kills N] [--rate EVENTS_A_SECOND] [--folder PATH]
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$project" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$project/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Crash/release/Zhuhui.Edge.Benchmarks.dll" "$@"

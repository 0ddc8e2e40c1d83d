#!/usr/bin/env bash
# OSDP: the poll cycle of 1 to 8 readers at 9,600 and 115,200 baud, against what the line allows.
#
# usage: tests/benchmarks/run.sh osdp-cycle [--seconds N]
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/../osdp" && pwd)"
command -v socat >/dev/null || { echo "osdp-cycle: socat is needed (apt-get install socat)" >&2; exit 2; }
dotnet build "$project" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$project/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Osdp/release/Zhuhui.Edge.Benchmarks.Osdp.dll" cycle "$@"

#!/usr/bin/env bash
# OSDP: readers in secure channels, 1 % of all bytes spoiled; cards lost, doubled and late, plaintext on the wire.
#
# usage: tests/benchmarks/run.sh osdp-soak [--minutes N] [--readers N] [--baud N] [--spoiled PERCENT] [--behaviour NAME]
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/../osdp" && pwd)"
command -v socat >/dev/null || { echo "osdp-soak: socat is needed (apt-get install socat)" >&2; exit 2; }
dotnet build "$project" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$project/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Osdp/release/Zhuhui.Edge.Benchmarks.Osdp.dll" soak "$@"

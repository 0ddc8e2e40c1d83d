#!/usr/bin/env bash
# OSDP: cards late and lost at two speeds, with spoiled bytes, over readers that lose their session or their last answer.
#
# usage: tests/benchmarks/run.sh osdp-noise [--minutes N] [--readers N]
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/../osdp" && pwd)"
command -v socat >/dev/null || { echo "osdp-noise: socat is needed (apt-get install socat)" >&2; exit 2; }
dotnet build "$project" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$project/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Osdp/release/Zhuhui.Edge.Benchmarks.Osdp.dll" table "$@"

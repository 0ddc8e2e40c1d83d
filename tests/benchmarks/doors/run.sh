#!/usr/bin/env bash
# Doors: card frame to relay in ms over 100,000 decisions and through OSDP buses of four readers, decisions a second, memory, the bare disk beside it, a restart, poll cycles, order to coil over Modbus  [--decisions N] [--records N] [--cards N] [--folder PATH]
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
command -v socat >/dev/null || { echo "doors: socat is needed (apt-get install socat)" >&2; exit 2; }
dotnet build "$project" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$project/../../../artifacts/bin/Zhuhui.Edge.Benchmarks/release/Zhuhui.Edge.Benchmarks.dll" "$@"

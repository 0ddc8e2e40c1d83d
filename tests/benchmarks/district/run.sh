#!/usr/bin/env bash
# A district: simulated gateways through mosquitto and two receivers into PostgreSQL, a receiver killed, the broker restarted  [--gateways 50,150,500] [--seconds N] [--rate N] [--database-down N]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here/../hub" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Hub/release/Zhuhui.Edge.Benchmarks.Hub.dll" district "$@"

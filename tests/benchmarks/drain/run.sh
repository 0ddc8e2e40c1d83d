#!/usr/bin/env bash
# Drain: a backlog of 10,000, 100,000 and 1.3 million events (72 h at 5/s) through mosquitto to a bare receiver or the real hub, and what new alarms wait meanwhile  [--events N] [--rate N] [--hub]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here/../link" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Link/release/Zhuhui.Edge.Benchmarks.Link.dll" drain "$@"

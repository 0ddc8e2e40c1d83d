#!/usr/bin/env bash
# Liveness: APCER of simulated prints and replays, BPCER of stills, over thresholds and three ways to fuse frames  [--images DIR] [--people N] [--seed N]
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$project" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$project/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Liveness/release/Zhuhui.Edge.Benchmarks.dll" liveness "$@"

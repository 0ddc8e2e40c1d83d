#!/usr/bin/env bash
# Power: the power is cut N times under load, on a disk that drops what was not synced; what was acknowledged is looked for after each cut  [--cuts N] [--rate EVENTS_A_SECOND] [--seed N]
#
# usage: tests/benchmarks/run.sh power [--cuts N] [--rate EVENTS_A_SECOND] [--seed N] [--sync-ms N] [--faults N]
# Needs root and /dev/fuse.   --sync-ms: a sync takes up to so long (8); --faults: ends after so many (20).
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$project" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$project/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Power/release/Zhuhui.Edge.Benchmarks.dll" "$@"

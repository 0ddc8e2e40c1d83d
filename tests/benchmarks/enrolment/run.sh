#!/usr/bin/env bash
# Enrolment: why photos of people are refused, as published and with dark glasses painted on  [--images DIR] [--people N] [--seed N]
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/../liveness" && pwd)"
dotnet build "$project" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$project/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Liveness/release/Zhuhui.Edge.Benchmarks.dll" enrolment "$@"

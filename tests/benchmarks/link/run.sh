#!/usr/bin/env bash
# Link: events/s through the real link against bare MQTTnet QoS 1 to the same mosquitto, 1 and 64 in flight, single records and batches of 2 to 500; what zstd makes of real records  [--events N]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Link/release/Zhuhui.Edge.Benchmarks.Link.dll" link "$@"

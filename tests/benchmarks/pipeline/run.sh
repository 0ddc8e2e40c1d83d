#!/usr/bin/env bash
# Pipeline: processor time a frame of each stage and of the whole, from the clip's packets to what was seen, against bare ffmpeg and the bare ONNX sessions; bytes allocated a frame  [--rounds N] [--frames N] [--models DIR] [--only gate|paced|perimeter|stages|crowd] [--residents N]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
"$here/../../../deploy/setup.sh" >&2
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
faces="$here/../../../../shared/data/faces"
[ ! -f "$faces/protocol.csv" ] || set -- --faces "$faces" "$@"
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Pipeline/release/Zhuhui.Edge.Benchmarks.Pipeline.dll" "$@"

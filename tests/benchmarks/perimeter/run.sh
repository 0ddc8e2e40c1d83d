#!/usr/bin/env bash
# People on a clip with a counted truth: alarms expected, found and false, by day and by night, small people, negatives, ms a stage  [--clip FILE] [--truth CSV] [--fps N] [--only NAME]
#
# usage: tests/benchmarks/run.sh perimeter [--clip FILE] [--truth CSV] [--fps N] [--models FOLDER] [--only day|infrared|night|nothing|small|idle]
# Without --clip it takes the demo's vtest.avi (deploy/demo/material.sh brings it) and the truth beside this file, which explains its own format.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
command -v ffmpeg >/dev/null || { echo "perimeter: ffmpeg is needed (apt-get install ffmpeg)" >&2; exit 2; }
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Perimeter/release/Zhuhui.Edge.Benchmarks.Perimeter.dll" --beside "$here" "$@"

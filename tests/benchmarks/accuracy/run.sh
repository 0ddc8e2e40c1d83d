#!/usr/bin/env bash
# Accuracy: residents missed at given rates of strangers let in, one photo and fused, and what the calibration promises against what it gives  [--protocol CSV] [--images DIR] [--group CSV] [--models DIR] [--cache FILE] [--split: parameters chosen on one half of the people, figures of the other]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
"$here/../../../deploy/setup.sh" >&2
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Accuracy/release/Zhuhui.Edge.Benchmarks.Accuracy.dll" --faces "$here/../../../../shared/data/faces" "$@"

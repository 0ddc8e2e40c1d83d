#!/usr/bin/env bash
# QR codes drawn into pictures, plain, light on dark, turned, small, noisy, dark, two at once: which are read, and ms a picture, by the gateway, bare ZXing and OpenCV's two calls  [--rounds N]
#
# usage: tests/benchmarks/run.sh codes [--rounds N]
# --rounds: pictures a kind (20).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Codes/release/Zhuhui.Edge.Benchmarks.Codes.dll" "$@"

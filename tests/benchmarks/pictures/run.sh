#!/usr/bin/env bash
# Pictures: SkiaSharp against the product's JPEG writer (live view, kept faces) and against ffmpeg (photos): ms, processor time, memory, first picture, bytes, likeness, package size  [--rounds N] [--photo FILE]
#
# usage: tests/benchmarks/run.sh pictures [--rounds N] [--photo FILE]
# --rounds: pictures a measurement (100; a tenth of it, but 10, for photos); --photo: a photo of your own beside the drawn ones.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Pictures/release/Zhuhui.Edge.Benchmarks.Pictures.dll" "$@"

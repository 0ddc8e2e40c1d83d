#!/usr/bin/env bash
# Gallery load: seconds from a stopped gateway's registry to a gallery that can be searched, and one change's after that  [--people N] [--templates N] [--folder PATH]
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$project" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$project/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.GalleryLoad/release/Zhuhui.Edge.Benchmarks.dll" "$@"

#!/usr/bin/env bash
# People: seconds to try and to import a list of 2,100 people in 600 households, CSV and XLSX, beside bare parsing and a bare fsync of the same bytes; the same list again; taking it back; ms to find somebody among 2,100 and 10,000, and to change one person's doors; a photo enrolled beside a bare run of the embedding model  [--turns N] [--photos N] [--images DIR]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.People/release/Zhuhui.Edge.Benchmarks.People.dll" "$@"

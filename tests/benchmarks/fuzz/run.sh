#!/usr/bin/env bash
# The API called by chance, every operation of its own document, for ten minutes, while cards are held up at doors: no answer of 500, none that the document does not have; the doors' waits beside those of a quiet gateway  [--minutes N] [--seed N] [--only quiet,fuzz,polite,office,burn,after]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Fuzz/release/Zhuhui.Edge.Benchmarks.Fuzz.dll" "$@"

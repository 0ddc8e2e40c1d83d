#!/usr/bin/env bash
# The ledger: journal appends/s and latency with and without fsync beside the bare disk, over threads and record sizes; bytes written per event by the journal and by LiteDB; the event buffer's inserts, rebuild and pages; start-up over the number of records  [--part journal|buffer] [--events N] [--records N] [--folder PATH]
#
# usage: tests/benchmarks/run.sh ledger [--part journal|buffer] [--events N] [--records N] [--folder PATH]
# --events: appends a measurement (20,000); --records: the largest journal that is opened (1,000,000); --folder: on the disk to measure (the temporary folder).
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$project" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$project/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Ledger/release/Zhuhui.Edge.Benchmarks.Ledger.dll" "$@"

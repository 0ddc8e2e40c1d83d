#!/usr/bin/env bash
# Wear: bytes a day by file, and to the device with ext4's own, at a compound's rate of 8,400 passages and 200 alarms a day; lines to the system's log  [--minutes N] [--people N]
#
# usage: tests/benchmarks/run.sh wear [--minutes N] [--people N]
# The whole program with a hub, at the mean rate for so many minutes (10), times what a day has of them. Needs root, /dev/fuse and a loop device.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
dotnet build "$here/../power" -c Release -v q -maxcpucount:1 >&2
exec dotnet "$here/../../../artifacts/bin/Zhuhui.Edge.Benchmarks.Power/release/Zhuhui.Edge.Benchmarks.dll" wear "$@"

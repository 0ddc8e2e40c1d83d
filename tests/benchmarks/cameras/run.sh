#!/usr/bin/env bash
# Cameras on two cores: gate cameras idle, busy and of the full range, memory and decoding beside bare ffmpeg, a dead camera's cost, thread counts; or with --chaos what a failing camera costs in seconds  [--seconds N] [--most N] [--only load|dead|threads] | --chaos
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"

refuse() {
    echo "cameras: $*" >&2
    exit 2
}

if [ "${1:-}" = --chaos ]; then
    [ $# -eq 1 ] || refuse "--chaos goes alone"
    dotnet build "$root/tests/Vision.Tests" -c Release -v q -maxcpucount:1 >&2
    said="$(mktemp)"
    trap 'rm -f "$said"' EXIT
    code=0
    dotnet "$root/artifacts/bin/Zhuhui.Edge.Vision.Tests/release/Zhuhui.Edge.Vision.Tests.dll" -namespace "*.Rtsp.Chaos" -showLiveOutput -noColor -noLogo >"$said" || code=$?
    exec /usr/bin/python3 "$here/chaos-table.py" "$said" "$code"
fi

seconds=20 most=4 only=all
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || refuse "$1 needs a value; known are --seconds N, --most N, --only load|dead|threads and --chaos"
    if [ "$1" = --only ]; then
        [[ $2 =~ ^(load|dead|threads)$ ]] || refuse "--only $2: load, dead or threads is needed"
        only=$2
        shift 2
        continue
    fi
    [[ $2 =~ ^[1-9][0-9]{0,3}$ ]] || refuse "$1 $2: a whole number from 1 on is needed"
    case $1 in
    --seconds) seconds=$2 ;;
    --most) most=$2 ;;
    *) refuse "unknown option '$1'; known are --seconds N, --most N, --only load|dead|threads and --chaos" ;;
    esac
    shift 2
done

# shellcheck source=../../../deploy/demo/lib.sh
source "$root/deploy/demo/lib.sh"
trap 'end_world' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
through "$root/deploy/setup.sh" || exit $?
dotnet build "$here" -c Release -v q -maxcpucount:1 >&2
begin_world
# Nothing moves but the sensor's noise.
ffmpeg -v error -loop 1 -framerate 25 -i "$material/brick.png" -vf 'scale=1280:720,noise=alls=6:allf=t' -t 8 -c:v libx264 -preset veryfast -b:v 2M -g 50 -bf 0 -pix_fmt yuv420p "$world/idle.mp4"
# The resident at the door, the same second again and again: every turn sees the same.
ffmpeg -v error -ss 10.5 -i "$material/gate.mp4" -t 1 -c:v libx264 -preset veryfast -b:v 2M -g 25 -bf 0 -pix_fmt yuv420p -an "$world/steady.mp4"
ffmpeg -v error -i "$material/gate.mp4" -vf scale=1920:1080:out_range=full -c:v libx264 -preset veryfast -b:v 4M -g 50 -bf 0 -pix_fmt yuvj420p -an "$world/full.mp4"
mapfile -t ports < <(free_ports 1)
start_cameras "${ports[0]}" "idle=$world/idle.mp4" "busy=$material/gate.mp4" "steady=$world/steady.mp4" "full=$world/full.mp4"
through dotnet "$root/artifacts/bin/Zhuhui.Edge.Benchmarks.Cameras/release/Zhuhui.Edge.Benchmarks.Cameras.dll" "rtsp://127.0.0.1:${ports[0]}" "$models" "$seconds" "$most" "$only"

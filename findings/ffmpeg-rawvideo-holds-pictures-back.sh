#!/usr/bin/env bash
# ffmpeg: written as rawvideo, each picture waits for as many others as the raw "encoder" has threads; written as yuv4mpegpipe it does not.
#
# What one would guess: raw video has no encoder that could wait for anything, and -threads before the input, which decides about decoding, is all there is to set.
# What it does: of ten pictures put in while the input stays open nine come out (it waits for the next to know how long one lasts). rawvideo gives out fewer by the number of
# its threads, one a core unless told otherwise, until -threads 1 stands behind the input as well. yuv4mpegpipe does not.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

needs ffmpeg "$(ffmpeg -version 2>&1 | head -n 1 || true)" 'ffmpeg version 5.1.' ffmpeg
ffmpeg -hide_banner -loglevel error -f lavfi -i testsrc2=size=64x64:rate=10 -frames:v 10 -pix_fmt yuv420p -f yuv4mpegpipe "$sandbox/ten.y4m"
mkfifo "$sandbox/in"

# given OPTION...: how many pictures come out of ten while the eleventh could still come. A picture of 64x64 is 6,144 bytes, in yuv4mpegpipe 6 more and a line in front.
given() {
    local bytes=0 last=-1 quiet=0
    ffmpeg -hide_banner -loglevel error -fflags nobuffer -probesize 32 -threads 1 -f yuv4mpegpipe -i "$sandbox/in" "$@" -flush_packets 1 "$sandbox/out" -y &
    local pid=$!
    started+=("$pid")
    exec 9> "$sandbox/in"
    cat "$sandbox/ten.y4m" >&9
    while [ "$quiet" -lt 20 ]; do
        sleep 0.1
        bytes="$(stat -c %s "$sandbox/out" 2> "$sandbox/none" || echo 0)"
        if [ "$bytes" = "$last" ] && [ "$bytes" -gt 0 ]; then quiet=$((quiet + 1)); else quiet=0; fi
        last=$bytes
    done
    exec 9>&-
    wait "$pid"
    echo $((bytes / 6144))
}

seen 'rawvideo, four threads' "$(given -pix_fmt yuv420p -threads 4 -f rawvideo)" 5
seen 'rawvideo, one thread' "$(given -pix_fmt yuv420p -threads 1 -f rawvideo)" 9
seen 'yuv4mpegpipe, four threads' "$(given -pix_fmt yuv420p -threads 4 -f yuv4mpegpipe)" 9
end

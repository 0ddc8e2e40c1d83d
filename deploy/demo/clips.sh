#!/usr/bin/env bash
# Makes the demo's two camera clips out of the demo material: gate.mp4 and perimeter.mp4. Instant when they are there and the recipe is the same.
#
# usage: clips.sh [FOLDER]                          both clips, into the demo's cache or FOLDER
#        clips.sh --transcode FILE OUT.mp4          any video FILE as the demo's RTSP server can loop it (H.264 without B-frames in MP4)
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

# An ffmpeg that dies with this script.
ffmpeg() { setpriv --pdeathsig TERM ffmpeg "$@"; }

# What every camera clip has in common: H.264 as a camera sends it. No B-frames, a key frame a second, no audio.
h264=(-an -c:v libx264 -preset veryfast -pix_fmt yuv420p -bf 0 -g 25 -keyint_min 25 -sc_threshold 0 -movflags +faststart)

# The resident's outline in astronaut.png (512x512) and the stranger's in grace_hopper.jpg (512x600, carried on to 1,000 rows), traced by hand.
resident_outline='154,75 156,102 170,120 176,131 183,136 185,149 165,149 145,155 129,167 120,184 114,192 116,206 102,215 75,235 55,260 42,290 32,320 25,345 21,380
    21,420 25,460 30,500 31,512 500,512 500,480 492,450 482,410 462,375 440,355 410,344 380,345 362,350 357,320 350,290 340,265 320,245 304,234 295,215 280,195 259,180
    253,174 261,150 268,137 276,134 286,124 297,106 301,82 297,57 280,37 255,21 235,16 215,18 200,26 189,36 172,44 159,57'
stranger_outline='153,127 157,102 175,84 176,76 188,56 218,41 224,31 254,23 284,28 300,41 325,48 345,69 353,86 363,87 369,102 371,137 370,180 376,190 373,213 365,244
    363,269 355,295 338,306 331,313 336,320 366,345 416,363 467,381 493,394 503,416 512,447 512,1000 10,1000 10,600 18,533 25,447 36,406 51,383 102,366 147,350 178,333
    200,314 195,297 173,282 162,264 159,239 153,203 154,188 162,168'

# walk NAME START FACE_X FACE_Y FACE_WIDTH: the filters that let the cut-out [NAME] walk up to the camera from START seconds on: 8 s up, 3 s at the door, 2 s away
# to the side. FACE_X, FACE_Y, FACE_WIDTH: where the face is in the cut-out. On the way the face grows from 60 to 260 pixels.
walk() {
    local name=$1 start=$2 face_x=$3 face_y=$4 face_width=$5 p
    p="clip((t-$start)/8\,0\,1)"                                     # how far on the way up, 0 to 1
    local size="(60*pow(260/60\,$p)/$face_width)"                    # perspective: the size grows by the same factor every second
    local away="pow(clip((t-$start-11)/2\,0\,1)\,2)*1200"
    local sway="(18*sin(1.9*t)+6*sin(5.1*t))*(0.4+0.6*$p)"
    local bob="4*sin(9*t)*(1-$p)"
    printf '%s' "[$name]setpts=PTS+$start/TB,gblur=sigma=1.6:enable='lt(t,$((start + 3)))',rotate='0.035*sin(1.3*t)':c=none,scale=w='2*trunc(iw*$size/2)':h='2*trunc(ih*$size/2)':eval=frame[$name-walks];"
    printf '%s' "[$name-in][$name-walks]overlay=x='640-$face_x*$size+$sway+$away':y='560-190*$p-$face_y*$size+$bob':eof_action=pass:eval=frame[$name-out];"
}

# gate PICTURES OUT: 34 s at an old gate. Nobody; the resident walks up, waits, goes; a pause; the stranger does the same; nobody.
make_gate() {
    local pictures=$1 out=$2 work="$folder/.clips"
    mkdir "$work"
    # shellcheck disable=SC2086  # the outlines are lists of points
    {
        /usr/bin/python3 "$here/outline-mask.py" 512 512 $resident_outline >"$work/resident.pgm"
        /usr/bin/python3 "$here/outline-mask.py" 512 1000 $stranger_outline >"$work/stranger.pgm"
    }
    # The scene: brick walls left and right of an open gate with its bars, gravel before it, the yard behind it out of focus.
    ffmpeg -v error -y -i "$pictures/brick.png" -i "$pictures/gravel.png" -i "$pictures/grass.png" -filter_complex "
        [0]format=rgb24,transpose,scale=430:430,split=4[b1][b2][b3][b4];[b1][b2]vstack[l];[b3][b4]vstack[r];
        [l]colorchannelmixer=rr=0.85:gg=0.6:bb=0.5,crop=400:540:0:0[left];[r]colorchannelmixer=rr=0.85:gg=0.6:bb=0.5,crop=400:540:20:60[right];
        [1]format=rgb24,scale=1280:900,crop=1280:200:0:300,colorchannelmixer=rr=0.8:gg=0.78:bb=0.72[ground];
        [2]format=rgb24,scale=480:540,colorchannelmixer=rr=0.55:gg=0.68:bb=0.5,gblur=sigma=5[yard];
        color=c=0x8fa3b0:s=1280x720,drawbox=x=400:y=0:w=480:h=230:c=0xb9c6ce:t=fill[sky];
        [sky][yard]overlay=400:200[a];[a][left]overlay=0:0[b];[b][right]overlay=880:0[c];[c][ground]overlay=0:520,
        drawbox=x=392:y=0:w=16:h=560:c=0x3a3f44:t=fill,drawbox=x=872:y=0:w=16:h=560:c=0x3a3f44:t=fill,drawbox=x=392:y=0:w=496:h=40:c=0x3a3f44:t=fill,
        $(for x in 424 448 472 800 824 848; do printf 'drawbox=x=%d:y=40:w=6:h=500:c=0x2c3033:t=fill,' $x; done)
        gblur=sigma=0.8,vignette=PI/6" -frames:v 1 "$work/scene.png"
    local edge="gblur=sigma=1.5,lut='clip((val-100)*1.8,0,255)'"   # soft, and a little inside the outline: no rim of the portrait's background
    ffmpeg -v error -y -i "$pictures/astronaut.png" -i "$work/resident.pgm" -filter_complex \
        "[1]format=gray,${edge}[m];[0]format=rgb24[p];[p][m]alphamerge" -frames:v 1 "$work/resident.png"
    # The uniform is carried on below the picture, so that the cut-out never ends above the lower edge of the camera's picture.
    ffmpeg -v error -y -i "$pictures/grace_hopper.jpg" -i "$work/stranger.pgm" -filter_complex \
        "[0]format=rgb24,split[t][u];[u]crop=512:40:0:560,scale=512:400[u2];[t][u2]vstack[p];[1]format=gray,${edge}[m];[p][m]alphamerge" -frames:v 1 "$work/stranger.png"
    ffmpeg -v error -y -loop 1 -framerate 25 -t 34 -i "$work/scene.png" -loop 1 -framerate 25 -t 13 -i "$work/resident.png" -loop 1 -framerate 25 -t 13 -i "$work/stranger.png" \
        -filter_complex "[0]format=yuv420p[resident-in];[1]null[resident];$(walk resident 2 224 115 90)[resident-out]null[stranger-in];
        [2]null[stranger];$(walk stranger 18 262 225 190)
        [stranger-out]eq=brightness='0.05*sin(0.45*t)':contrast='1+0.08*sin(0.3*t+1)':gamma='1+0.15*sin(0.21*t)':eval=frame,noise=alls=7:allf=t" \
        -t 34 "${h264[@]}" -b:v 1600k -maxrate 2000k -bufsize 2000k -f mp4 "$out"
    rm -r "$work"
}

# make_perimeter PICTURES OUT: people walk over a square. 10 pictures a second in the source, 25 here, at the speed of life.
make_perimeter() {
    ffmpeg -v error -y -i "$1/vtest.avi" -r 25 "${h264[@]}" -crf 23 -f mp4 "$2"
}

# make CLIP: gate or perimeter, unless it is there and was made by this very recipe.
make() {
    local clip=$1 stamp
    stamp="$(cat "$here/clips.sh" "$here/outline-mask.py" | sha256sum | cut -c1-16)"
    if [ -s "$folder/$clip.mp4" ] && [ "$(cat "$folder/$clip.recipe" 2>/dev/null)" = "$stamp" ]; then return; fi
    echo "demo material: making the $clip clip (up to a minute, once)" >&2
    "make_$clip" "$folder" "$folder/$clip.mp4.part"
    mv "$folder/$clip.mp4.part" "$folder/$clip.mp4"
    echo "$stamp" >"$folder/$clip.recipe"
}

# facts FILE: the first video stream's facts, one key=value a line.
facts() {
    ffprobe -v error -select_streams v:0 -of default=noprint_wrappers=1 \
        -show_entries stream=codec_name,pix_fmt,height,has_b_frames:stream_side_data=rotation "$1" 2>/dev/null | sort -u
}

# transcode FILE OUT: the pictures untouched where the server can loop them as they are (and not turned, as phones do), else made anew; never larger than 1080p.
transcode() {
    local file=$1 out=$2 known
    known="$(facts "$file")" || true
    fact() { sed -n "s/^$1=//p" <<<"$known"; }
    [ -n "$(fact codec_name)" ] || { echo "clips.sh: $file: no video in it that ffmpeg can read" >&2; exit 2; }
    if [ "$(fact codec_name)" = h264 ] && [ "$(fact has_b_frames)" = 0 ] && [[ "$(fact pix_fmt)" = yuv*420p ]] && [ "$(fact height)" -le 1080 ] &&
        [ -z "$(fact rotation)" ] &&
        ffmpeg -v error -y -i "$file" -map 0:v:0 -c copy -an -f mp4 "$out" 2>/dev/null; then return; fi
    echo "demo material: transcoding ${file##*/} for the camera" >&2
    ffmpeg -v error -y -i "$file" -map 0:v:0 -vf "scale=w='min(iw,1920)':h='min(ih,1080)':force_original_aspect_ratio=decrease:force_divisible_by=2" "${h264[@]}" -crf 21 -f mp4 "$out" ||
        { echo "clips.sh: $file: ffmpeg cannot make a camera clip of it" >&2; exit 2; }
}

if [ "${1:-}" = --transcode ]; then
    transcode "$2" "$3"
    exit
fi
folder="${1:-${XDG_CACHE_HOME:-$HOME/.cache}/zhuhui-edge/demo}"
exec 9>"$folder/.lock"
flock 9
rm -rf "$folder"/.clips "$folder"/*.part     # of a run that was broken off
make gate
make perimeter

#!/usr/bin/env bash
# ffmpeg: a camera that offers Digest with MD5 and with SHA-256 can be logged into only where MD5 comes last.
#
# What one would guess: of several challenges the client takes one that it can answer, as the standard asks (RFC 7616, 3.3).
# What it does: the last WWW-Authenticate header wins; where that is SHA-256, which it cannot do, it sends no answer at all, though MD5 was offered.
# shellcheck source-path=SCRIPTDIR source=sandbox.sh
source "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh"

needs ffprobe "$(ffprobe -version 2>&1 | head -n 1 || true)" 'ffprobe version 5.1.' ffmpeg
cat > "$sandbox/camera.py" << 'END'
"""Answers DESCRIBE as a camera with a password does, and says whether it was let in. Arguments: port, log file, algorithms in the order they are offered."""
import hashlib
import re
import socket
import sys

port, log, algorithms = int(sys.argv[1]), sys.argv[2], sys.argv[3:]


def of(text):
    return hashlib.md5(text.encode()).hexdigest()


def is_right(header):
    said = dict(re.findall(r'(\w+)="([^"]*)"', header))
    secret, asked = of("viewer:camera:open"), of("DESCRIBE:" + said.get("uri", ""))
    if "qop" in header:
        count = re.search(r"nc=(\w+)", header)
        return said.get("response") == of(":".join([secret, said["nonce"], count.group(1), said["cnonce"], "auth", asked]))
    return said.get("response") == of(":".join([secret, said.get("nonce", ""), asked]))


server = socket.create_server(("127.0.0.1", port))
while True:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as lines:
        while request := lines.readline().decode().strip():
            headers = {}
            while line := lines.readline().decode().strip():
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            answer = ["RTSP/1.0 200 OK", "CSeq: " + headers.get("cseq", "0"), "Public: OPTIONS, DESCRIBE, SETUP, PLAY"]
            if request.startswith("DESCRIBE"):
                given = headers.get("authorization", "")
                right = is_right(given) if given else False
                with open(log, "a", encoding="ascii") as said:
                    said.write(("let in" if right else "wrong answer" if given else "no answer") + "\n")
                answer[0] = "RTSP/1.0 404 Not Found" if right else "RTSP/1.0 401 Unauthorized"
                if not right:
                    answer += [f'WWW-Authenticate: Digest realm="camera", nonce="0123456789abcdef", algorithm={one}' for one in algorithms]
            connection.sendall(("\r\n".join(answer) + "\r\n\r\n").encode())
END
for offered in 'MD5' 'SHA-256 MD5' 'MD5 SHA-256'; do
    port="$(free_port)"
    log="$sandbox/${offered// /}"
    touch "$log"
    # shellcheck disable=SC2086
    start python3 "$sandbox/camera.py" "$port" "$log" $offered
    listening "$port"
    timeout 20 ffprobe -hide_banner -loglevel quiet -rtsp_transport tcp -timeout 5000000 "rtsp://viewer:open@127.0.0.1:$port/main" || true
    case $offered in
        *SHA-256) expected='no answer' ;;
        *) expected='let in' ;;
    esac
    seen "offered ${offered// / and then }" "$(tail -n 1 "$log")" "$expected"
done
end

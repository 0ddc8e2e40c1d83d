#!/usr/bin/python3
"""A camera by script: an RTSP server in plain Python, whose pace, tracks and offers a test decides.

usage: scripted-camera.py PORT MOUNT=JSON [MOUNT=JSON ...]

JSON: file       H.264 access units (Annex B)
      pace       pictures a second (25), or a list of [seconds, pictures a second], the last for ever; 0 is a pause
      join       which picture of the file a client gets first (0: a key frame)
      keys       true: only key frames are sent
      burst      so many pictures come at once at first, as from a recorder that keeps the last ones
      codec      what the description calls the video (H264)
      sprop      false: the description does not have the parameter sets
      tracks     further tracks: audio, metadata, backchannel
      refuse     status of the answer to SETUP of those ("453 Not Enough Bandwidth"); "" accepts them and sends nothing
      jump       [pictures, seconds]: after so many pictures the RTP clock jumps so far, once
      login      user:password, with offers: a list of MD5 and SHA-256, in that order
      jpeg       [width, height]: announces RTP/JPEG in place of H.264 and sends grey pictures of that size
All on 127.0.0.1, packets inside the RTSP connection. Prints "READY port".
"""
import asyncio
import base64
import hashlib
import json
import re
import struct
import sys
import time

CLOCK = 90000


def units_of(path):
    """Access units: lists of NAL units; a unit ends with its slice (the test clips have one slice a picture)."""
    data = open(path, "rb").read()
    units, unit = [], []
    for nal in re.split(b"\x00\x00\x00\x01|\x00\x00\x01", data)[1:]:
        nal = nal.rstrip(b"\x00") if nal[0] & 31 not in (1, 5) else nal
        if nal[0] & 31 in (6, 9, 12):
            continue
        unit.append(nal)
        if nal[0] & 31 in (1, 5):
            units.append(unit)
            unit = []
    return units


def is_key(unit):
    return unit[-1][0] & 31 == 5


class Mount:
    def __init__(self, script):
        self.script = script
        self.units = units_of(script["file"]) if "file" in script else []
        if script.get("keys"):
            self.units = [unit for unit in self.units if is_key(unit)]
        self.sets = next(([nal for nal in unit if nal[0] & 31 in (7, 8)] for unit in self.units if is_key(unit)), [])
        pace = script.get("pace", 25)
        self.paces = pace if isinstance(pace, list) else [[1e9, pace]]

    def sdp(self):
        lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=script", "t=0 0", "a=control:*"]
        if "jpeg" in self.script:
            lines += ["m=video 0 RTP/AVP 26", "a=control:track0"]
        else:
            sprop = ",".join(base64.b64encode(nal).decode() for nal in self.sets)
            lines += ["m=video 0 RTP/AVP 96", f"a=rtpmap:96 {self.script.get('codec', 'H264')}/90000", "a=fmtp:96 packetization-mode=1" + (f";sprop-parameter-sets={sprop}" if self.script.get("sprop", True) else ""), "a=control:track0"]
        for number, track in enumerate(self.script.get("tracks", []), 1):
            lines += {"audio": ["m=audio 0 RTP/AVP 8", "a=rtpmap:8 PCMA/8000"],
                      "backchannel": ["m=audio 0 RTP/AVP 0", "a=rtpmap:0 PCMU/8000", "a=sendonly"],
                      "metadata": ["m=application 0 RTP/AVP 107", "a=rtpmap:107 vnd.onvif.metadata/90000"]}[track]
            lines.append(f"a=control:track{number}")
        return "\r\n".join(lines) + "\r\n"

    def waits(self):
        """Seconds to wait before each picture."""
        for seconds, pace in self.paces:
            if not pace:
                yield seconds, False
                continue
            for _ in range(max(1, int(seconds * pace)) if seconds < 1e8 else 10**9):
                yield 1 / pace, True


class Client:
    def __init__(self, reader, writer, mounts):
        self.reader, self.writer, self.mounts = reader, writer, mounts
        self.mount, self.channels, self.sending = None, {}, None

    async def run(self):
        try:
            while True:
                first = await self.reader.readexactly(1)
                if first == b"$":
                    head = await self.reader.readexactly(3)
                    await self.reader.readexactly(struct.unpack(">H", head[1:])[0])
                    continue
                text = (first + await self.reader.readuntil(b"\r\n\r\n")).decode()
                await self.answer(text)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            if self.sending:
                self.sending.cancel()
            self.writer.close()

    def say(self, status, cseq, *headers, body=""):
        lines = [f"RTSP/1.0 {status}", f"CSeq: {cseq}", *headers]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())

    async def answer(self, text):
        method, url = text.split(" ")[:2]
        headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in text.split("\r\n")[1:] if ":" in line)}
        cseq = headers.get("cseq", "0")
        parts = url.split("://", 1)[1].split("/")[1:]
        mount = self.mounts.get(parts[0] if parts else "")
        if method == "OPTIONS":
            return self.say("200 OK", cseq, "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER")
        if mount is None:
            return self.say("404 Not Found", cseq)
        if "login" in mount.script and not self.let_in(mount.script, method, headers.get("authorization", "")):
            offers = ['WWW-Authenticate: Digest realm="script", nonce="5ccc069c403ebaf9f0171e9517f40e41"' + ("" if offer == "MD5" and len(mount.script["offers"]) == 1 else f', algorithm="{offer}"')
                      if offer != "Basic" else 'WWW-Authenticate: Basic realm="script"' for offer in mount.script["offers"]]
            return self.say("401 Unauthorized", cseq, *offers)
        if method == "DESCRIBE":
            return self.say("200 OK", cseq, f"Content-Base: {url}/", "Content-Type: application/sdp", body=mount.sdp())
        if method == "SETUP":
            track = int(re.search(r"track(\d+)", url).group(1)) if "track" in url else 0
            if track and mount.script.get("refuse", "453 Not Enough Bandwidth"):
                return self.say(mount.script.get("refuse", "453 Not Enough Bandwidth"), cseq)
            channels = re.search(r"interleaved=(\d+)", headers.get("transport", ""))
            if not channels:
                return self.say("461 Unsupported Transport", cseq)
            self.channels[track] = int(channels.group(1))
            return self.say("200 OK", cseq, f"Transport: RTP/AVP/TCP;unicast;interleaved={self.channels[track]}-{self.channels[track] + 1}", "Session: 1;timeout=60")
        if method == "PLAY":
            self.say("200 OK", cseq, "Session: 1", "Range: npt=0-")
            self.sending = asyncio.ensure_future(self.send(mount))
            return None
        return self.say("200 OK", cseq, "Session: 1")

    def let_in(self, script, method, said):
        if said.startswith("Basic ") and "Basic" in script["offers"]:
            return base64.b64decode(said[6:]).decode() == script["login"]
        fields = dict(re.findall(r'(\w+)="?([^",]*)"?', said))
        way = fields.get("algorithm", "MD5")
        if way not in script["offers"] or "response" not in fields:
            return False
        def digest(text):
            return (hashlib.md5 if way == "MD5" else hashlib.sha256)(text.encode()).hexdigest()
        user, password = script["login"].split(":", 1)
        return fields["response"] == digest(f'{digest(f"{user}:script:{password}")}:{fields["nonce"]}:{digest(f"{method}:" + fields["uri"])}')

    async def send(self, mount):
        script, channel = mount.script, self.channels[0]
        sequence, clock, sent, at = 0, 1000.0, script.get("join", 0), time.monotonic()
        jump = script.get("jump")
        for wait, shown in mount.waits():
            if shown:
                if "jpeg" in script:
                    sequence = self.jpeg(script["jpeg"], sequence, int(clock * CLOCK), channel)
                else:
                    sequence = self.packets(mount.units[sent % len(mount.units)], sequence, int(clock * CLOCK), channel)
                await self.writer.drain()
                sent += 1
                if jump and sent == jump[0]:
                    clock += jump[1]
            clock += wait
            if sent <= script.get("burst", 0):
                continue
            at += wait
            await asyncio.sleep(max(0, at - time.monotonic()))

    def packet(self, channel, sequence, stamp, payload, marker, kind=96):
        rtp = struct.pack(">BBHII", 0x80, kind | (0x80 if marker else 0), sequence & 0xffff, stamp & 0xffffffff, 0x1234) + payload
        self.writer.write(b"$" + struct.pack(">BH", channel, len(rtp)) + rtp)

    def packets(self, unit, sequence, stamp, channel):
        for number, nal in enumerate(unit):
            last = number == len(unit) - 1
            if len(nal) <= 1400:
                self.packet(channel, sequence, stamp, nal, last)
                sequence += 1
                continue
            for at in range(1, len(nal), 1398):
                part = nal[at:at + 1398]
                end = at + 1398 >= len(nal)
                head = bytes([nal[0] & 0xe0 | 28, (0x80 if at == 1 else 0) | (0x40 if end else 0) | nal[0] & 31])
                self.packet(channel, sequence, stamp, head + part, last and end)
                sequence += 1
        return sequence

    def jpeg(self, size, sequence, stamp, channel):
        width, height = size
        # RFC 2435: a dimension is sent in units of 8 in one byte; what is wider is sent as 0.
        head = struct.pack(">I", 0) + bytes([1, 60, width // 8 if width <= 2040 else 0, height // 8 if height <= 2040 else 0])
        blocks = ((width + 15) // 16) * ((height + 15) // 16)
        # Luma: difference 0, end of block, four times; chroma: the same, twice. "00" "1010" x4, "00" "00" x2.
        bits = ("001010" * 4 + "0000" * 2) * blocks
        bits += "1" * (-len(bits) % 8)
        data = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\x00")
        for at in range(0, len(data), 1300):
            self.packet(channel, sequence, stamp, struct.pack(">I", at) + head[4:] + data[at:at + 1300], at + 1300 >= len(data), kind=26)
            sequence += 1
        return sequence


async def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    mounts = {name: Mount(json.loads(script)) for name, script in (mount.split("=", 1) for mount in arguments[1:])}
    server = await asyncio.start_server(lambda reader, writer: Client(reader, writer, mounts).run(), "127.0.0.1", int(arguments[0]))
    print(f"READY {server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


asyncio.run(main(sys.argv[1:]))

#!/usr/bin/python3
"""The measuring half of the start benchmark: from the start of the process until the first card held up has the relay on.

usage: measure.py SITE DATA MODELS ROUNDS NAME=PROGRAM...

SITE has a simulated board "box" with a reader on pins 14 and 15 and a relay on 17; card 20230001 is somebody's. The programs take turns, each once with the files
dropped from memory, as far as this user may drop them, and once with them there. What is behind the moments: the kernel's word that the program opened a file.
"""
import ctypes
import json
import os
import re
import select
import signal
import socket
import statistics
import struct
import subprocess
import sys
import time

CARD = "card 14 15 wiegand-34 20230001"
TICK = os.sysconf("SC_CLK_TCK")
OPEN, CREATE = 0x20, 0x100
libc = ctypes.CDLL(None, use_errno=True)


class Moments:
    """The first time each of some files is opened or made."""

    def __init__(self, folders):
        self.descriptor = libc.inotify_init1(0o4000)
        self.folders = {libc.inotify_add_watch(self.descriptor, folder.encode(), OPEN | CREATE): name for folder, name in folders if os.path.isdir(folder)}
        self.seen = {}

    def read(self):
        while select.select([self.descriptor], [], [], 0)[0]:
            data, now, at = os.read(self.descriptor, 65536), time.monotonic(), 0
            while at < len(data):
                watch, _, _, length = struct.unpack_from("iIII", data, at)
                name = data[at + 16 : at + 16 + length].rstrip(b"\0").decode()
                self.seen.setdefault(f"{self.folders.get(watch, '?')}/{name}", now)
                at += 16 + length

    def close(self):
        os.close(self.descriptor)


def drop():
    """Out of memory with every file that nobody has changed."""
    os.sync()
    try:
        with open("/proc/sys/vm/drop_caches", "w") as caches:
            caches.write("3")
        return True
    except OSError:
        return False


def tell(path, line):
    with socket.socket(socket.AF_UNIX) as board:
        board.settimeout(5)
        board.connect(path)
        board.sendall(line.encode() + b"\n")
        return board.recv(200).decode().strip()


def processor(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def start(program, site, data, models):
    """Seconds from the start of the process; and its processor time until the relay is on."""
    pins = os.path.join(data, "boards", "box.sock")
    if os.path.exists(pins):
        os.remove(pins)
    moments = Moments([(os.path.dirname(site), "site"), (data, "data"), (os.path.join(data, "boards"), "boards"), (os.path.join(data, "journal", "passages"), "passages"), (models, "models")])
    began = time.monotonic()
    process = subprocess.Popen([program, "run", "--site", site], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        told = 0
        while True:
            moments.read()
            try:
                if tell(pins, "get 17") == "ok 1":
                    break
                if time.monotonic() - told > 0.25:
                    told = time.monotonic()
                    tell(pins, CARD)
            except OSError:
                pass
            if process.poll() is not None or time.monotonic() - began > 120:
                sys.exit(f"start: {program} let nobody in (exit code {process.returncode})")
            time.sleep(0.005)
        relay, used = time.monotonic() - began, processor(process.pid)
        moments.read()
        wanted = {"site": "site/" + os.path.basename(site), "board": "boards/box.sock", "journal": "passages/lock", "registry": "data/registry.copy", "models": "models/nanodet.onnx", "index": "data/buffer.db"}
        return {**{stage: round(moments.seen[name] - began, 3) for stage, name in wanted.items() if name in moments.seen}, "relay": round(relay, 3), "processor": round(used, 2)}
    finally:
        moments.close()
        process.send_signal(signal.SIGTERM)
        process.wait()


def main(site, data, models, rounds, *programs):
    programs = [one.split("=", 1) for one in programs]
    found = {}
    for turn in range(int(rounds)):
        for cold in (True, False):
            for name, program in programs if turn % 2 else programs[::-1]:
                kind = ("cold" if drop() else "warm, for caches could not be dropped") if cold else "warm"
                found.setdefault((name, kind), []).append(start(program, site, data, models))
        print(f"start: round {turn + 1} of {rounds}, load {os.getloadavg()[0]:.0f}", file=sys.stderr)
    stages = ["site", "board", "journal", "registry", "models", "index", "relay", "processor"]
    print(f"{'seconds, medians':28}" + "".join(f"{stage:>10}" for stage in stages))
    table = {}
    for (name, kind), runs in sorted(found.items(), key=lambda one: one[0][1]):
        medians = {stage: statistics.median([run[stage] for run in runs if stage in run]) for stage in stages if any(stage in run for run in runs)}
        table[f"{name} {kind}"] = medians
        print(f"{name + ', ' + kind:28}" + "".join(f"{medians.get(stage, float('nan')):10.2f}" for stage in stages))
    print(json.dumps(table))


main(*sys.argv[1:])

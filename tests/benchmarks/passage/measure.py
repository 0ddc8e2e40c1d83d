#!/usr/bin/python3
"""The measuring half of the passage benchmark.

usage: measure.py online STATUS_URL                    waits until the gateway's first camera gives frames
       measure.py gateway PID SECONDS STATUS_URL       frames and processor time of the gateway and of its ffmpeg child over SECONDS
       measure.py alone SECONDS COMMAND...             processor time of COMMAND over SECONDS
       measure.py table REPORT GATEWAY ALONE           the three JSON files as a table, then as one line of JSON
"""
import json
import os
import platform
import subprocess
import sys
import time
import urllib.error
import urllib.request

TICK = os.sysconf("SC_CLK_TCK")


def status(url):
    """The gateway's /status.json, or None while it does not answer."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return json.load(answer)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return None


def online(url):
    for _ in range(600):
        now = status(url)
        if now and any(camera["online"] for camera in now["cameras"]):
            return
        time.sleep(0.1)
    sys.exit("measure: no camera came online within a minute")


def stat(pid):
    """Name, parent and processor seconds (with those of its ended children) of a process."""
    with open(f"/proc/{pid}/stat") as file:
        line = file.read()
    name, fields = line[line.index("(") + 1 : line.rindex(")")], line[line.rindex(")") + 2 :].split()
    return name, int(fields[1]), sum(int(fields[i]) for i in (11, 12, 13, 14)) / TICK


def ffmpeg_child(pid):
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            name, parent, _ = stat(entry)
        except OSError:
            continue
        if parent == pid and name == "ffmpeg":
            return int(entry)
    sys.exit("measure: the gateway has no ffmpeg child; is its camera online?")


def memory_mb(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmRSS"))


def frames(now):
    return tuple(sum(camera[kind] for camera in now["cameras"]) for kind in ("decoded", "dropped"))


def gateway(pid, seconds, url):
    child = ffmpeg_child(pid)

    def sample():
        return time.monotonic(), frames(status(url)), stat(pid)[2], stat(child)[2]

    try:
        began, frames_before, own_before, child_before = sample()
        time.sleep(seconds)
        ended, frames_after, own_after, child_after = sample()
        memory = memory_mb(pid), memory_mb(child)
    except (OSError, TypeError):
        sys.exit("measure: the gateway or its ffmpeg ended while it was measured")
    took = ended - began
    json.dump(
        {
            "seconds": round(took, 1),
            "framesPerSecond": round((frames_after[0] - frames_before[0]) / took, 2),
            "framesNotAnalysedPerSecond": round((frames_after[1] - frames_before[1]) / took, 2),
            "gatewayCpuPercent": round(100 * (own_after - own_before) / took, 1),
            "ffmpegCpuPercent": round(100 * (child_after - child_before) / took, 1),
            "gatewayMemoryMb": memory[0],
            "ffmpegMemoryMb": memory[1],
        },
        sys.stdout,
    )


def alone(seconds, command):
    process = subprocess.Popen(command)
    # The first seconds are the connection's, not the decoding's: they are left out, as with the gateway, which is online when it is measured.
    time.sleep(2)
    began, before = time.monotonic(), stat(process.pid)[2]
    time.sleep(seconds)
    ended, after = time.monotonic(), stat(process.pid)[2]
    if process.poll() is not None:
        sys.exit(f"measure: {command[0]} ended with code {process.returncode}")
    process.terminate()
    process.wait()
    json.dump({"seconds": round(ended - began, 1), "cpuPercent": round(100 * (after - before) / (ended - began), 1)}, sys.stdout)


def first_line(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def machine():
    with open("/proc/cpuinfo") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith(("model name", "Model"))]
    return {
        "cpu": models[-1] if models else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "dotnet": first_line("dotnet", "--version"),
        "ffmpeg": first_line("ffmpeg", "-version").split()[2],
    }


def row(text, value, unit=""):
    print(f"  {text:<46} {'-' if value is None else value:>10} {unit}")


def table(report, own, lone):
    on = machine()
    face, card = report.get("faceUsableToRelayMs") or {}, report.get("cardToRelayMs") or {}
    total = round(own["gatewayCpuPercent"] + own["ffmpegCpuPercent"], 1)
    ratio = round(total / lone["cpuPercent"], 2) if lone["cpuPercent"] else None
    print(f"{on['cpu']}, {on['cores']} cores; .NET {on['dotnet']}; ffmpeg {on['ffmpeg']}")
    print("from the read to the relay")
    row("faces granted", face.get("count", 0))
    row("face usable to relay, p50", face.get("p50"), "ms")
    row("face usable to relay, p95", face.get("p95"), "ms")
    row("cards granted", card.get("count", 0))
    row("card to relay, p50", card.get("p50"), "ms")
    row("card to relay, p99", card.get("p99"), "ms")
    print(f"one 720p camera at 25 frames/s, {own['seconds']} s (100 % = one core)")
    row("frames decoded a second", own["framesPerSecond"])
    row("of those passed over for a newer one", own["framesNotAnalysedPerSecond"])
    row("gateway", own["gatewayCpuPercent"], "%")
    row("its ffmpeg", own["ffmpegCpuPercent"], "%")
    row("together", total, "%")
    row("ffmpeg alone decoding the same stream", lone["cpuPercent"], "%")
    row("ratio", ratio)
    row("memory of the gateway", own["gatewayMemoryMb"], "MB")
    row("memory of its ffmpeg", own["ffmpegMemoryMb"], "MB")
    print(json.dumps({"benchmark": "passage", "machine": on, "faceUsableToRelayMs": face, "cardToRelayMs": card, "camera": own, "ffmpegAlone": lone, "cpuRatio": ratio}))


def load(path):
    with open(path) as file:
        return json.load(file)


def main(words):
    match words:
        case ["online", url]:
            online(url)
        case ["gateway", pid, seconds, url]:
            gateway(int(pid), float(seconds), url)
        case ["alone", seconds, *command] if command:
            alone(float(seconds), command)
        case ["table", *files] if len(files) == 3:
            table(*map(load, files))
        case _:
            sys.exit(__doc__)


main(sys.argv[1:])

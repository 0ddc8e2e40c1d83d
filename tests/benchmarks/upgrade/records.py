"""The journal as it lies on the disk, read without the program that wrote it, and what must be in it."""
import hashlib
import json
import os
from datetime import datetime

HEADER, HEAD = 32, 8
DOOR = ("passage.granted", "passage.denied")


def stream(folder):
    """The records of one stream, in order; a line for each that is missing or does not follow its predecessor."""
    records, faults, before = [], [], None
    for name in sorted(name for name in os.listdir(folder) if name.endswith(".journal")):
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        at = HEADER
        while at + HEAD <= len(data):
            length = int.from_bytes(data[at : at + 4], "little")
            payload = data[at + HEAD : at + HEAD + length]
            if length == 0 or len(payload) < length:
                break
            record = json.loads(payload)
            if before is not None and record["seq"] != before[0] + 1:
                faults.append(f"{folder}: record {record['seq']} follows {before[0]}")
            if before is not None and record["prev"] != before[1]:
                faults.append(f"{folder}: record {record['seq']} does not follow from the one before it")
            before = record["seq"], hashlib.sha256(payload).hexdigest()
            records.append(record)
            at += HEAD + length
    return records, faults


def journal(data):
    """All streams of a data folder, by name; and their faults."""
    home = os.path.join(data, "journal")
    read = {name: stream(os.path.join(home, name)) for name in sorted(os.listdir(home)) if os.path.isdir(os.path.join(home, name))}
    return {name: records for name, (records, _) in read.items()}, [fault for _, faults in read.values() for fault in faults]


def seconds(record):
    """When it happened, in seconds since 1970: .NET writes seven digits and a Z or an offset."""
    text = record["at"]
    whole, rest = text[:19], text[20:]
    digits = "".join(c for c in rest[:7] if c.isdigit())
    return datetime.fromisoformat(whole + "+00:00").timestamp() + float("0." + (digits or "0"))


def standstills(streams, ends):
    """From the last card that one run of the program answered to the first that another let in: (from, seconds, how it came about).
    ENDS: (time, code) of each end of the program or of what the unit runs around it."""
    records = streams["passages"]
    versions = {r["boot"]: r["data"]["version"] for records_of in streams.values() for r in records_of if r["type"] == "gateway.started"}
    last, found = None, []
    for record in (r for r in records if r["type"] in DOOR):
        if last is not None and record["boot"] != last["boot"] and record["type"] == "passage.granted":
            begin, end = seconds(last), seconds(record)
            between = [how for at, how in ends if begin - 0.5 <= at <= end]
            killed = any(how < 0 for how in between)
            ended = versions.get(last["boot"], "?")
            itself = f"{ended} ends by itself" if any(how > 0 for how in between) else "started by hand"
            found.append((begin, end - begin, "killed" if killed else itself))
        if last is None or record["boot"] == last["boot"] or record["type"] == "passage.granted":
            last = record
    return found


def verdict(data, rounds, seen, opened):
    """What is wrong with the records of a box, a line each.
    ROUNDS: (version, outcome) of each trial, in order. SEEN: stream -> highest number that the running gateway has told of.
    OPENED: times at which the gate's relay was seen to come on for a card."""
    streams, faults = journal(data)
    for name, number in seen.items():
        have = streams.get(name, [])
        if number > 0 and (not have or have[-1]["seq"] < number):
            faults.append(f"{name}: record {number} was there and is not: the last is {have[-1]['seq'] if have else 0}")
    settled = [r["data"] for records in streams.values() for r in records if r["type"] == "release.settled"]
    told = [(one["version"], one["outcome"]) for one in settled]
    ends = [one for one in told if one[1] != "trying"]
    if ends != rounds:
        faults.append(f"release.settled: {ends}, and the trials ended {rounds}")
    if sum(1 for one in told if one[1] == "trying") > len(rounds):
        faults.append(f"release.settled: more beginnings than trials: {told}")
    granted = sorted(seconds(r) for r in streams.get("passages", []) if r["type"] == "passage.granted")
    missing = [at for at in opened if not any(at - 2 <= one <= at + 0.1 for one in granted)]
    if missing:
        faults.append(f"{len(missing)} times the gate opened and no record says for whom, first at {missing[0]:.3f}")
    damage = [r["data"] for records in streams.values() for r in records if r["type"] == "journal.recovered"]
    faults += [f"journal.recovered: {json.dumps(one)}" for one in damage if one.get("missing") or one.get("chainBreaks")]
    return streams, faults

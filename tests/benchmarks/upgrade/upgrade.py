#!/usr/bin/python3
"""The measuring half of the upgrade benchmark; run.sh says what it is called with."""
import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import records
from box import BLOCKED, RESIDENT, Box, wait
from story import Story

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, "..", "..", ".."))


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"upgrade: {' '.join(command)} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def machine():
    with open("/proc/cpuinfo") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith(("model name", "Model"))]
    return {"cpu": models[-1] if models else platform.machine(), "cores": len(os.sched_getaffinity(0)), "load": os.getloadavg()[0]}


def bundles(home, folders):
    """Version -> (folder, bundle), in the order in which they follow each other; the first is the packaged one."""
    versions = {run(os.path.join(folder, "zhuhui-edge"), "--version").strip(): folder for folder in folders}
    key, names = os.path.join(home, "key.pem"), {}
    if not os.path.exists(key):
        os.makedirs(os.path.join(home, "keys"))
        run("openssl", "genpkey", "-algorithm", "ed25519", "-out", key)
        run("openssl", "pkey", "-in", key, "-pubout", "-out", os.path.join(home, "keys", "release.pem"))
        for folder in folders[1:]:
            run(os.path.join(ROOT, "deploy", "bundle.sh"), folder, "--key", key, "--out", home)
    for name in os.listdir(home):
        if name.endswith(".bundle"):
            names[name.split("_")[1]] = os.path.join(home, name)
    return {version: (folder, names.get(version)) for version, folder in versions.items()}


def live(box, versions, keys, numbers, seed, say, stories, kills):
    box.start_broker()
    words = ["--site", box.site]
    for command in (["enrol", "--name", "Eileen", "--card", str(RESIDENT)], ["enrol", "--name", "Otto", "--card", str(BLOCKED)],
                    ["people", "block", "--person", "Otto"]):
        done = subprocess.run([os.path.join(box.packaged, "zhuhui-edge"), *command, *words], capture_output=True, text=True,
                              env=box.environment)
        if done.returncode != 0:
            say(f"{box.name}: {done.stdout}{done.stderr}")
            os._exit(1)
    box.start()
    wait(60, lambda: box.status() is not None)
    held = box.tool("door", "hold-open", *words, "--door", "yard", "--minutes", "1440", "--operator", "guard-1", "--reason", "benchmark")
    if held.wait() != 0:
        box.faults.append(f"the yard was not held open: {held.stdout.read()}")
    story = Story(box, random.Random(f"{seed}/{box.name}"), versions, keys, say, kills)
    stories.append(story)
    for number in numbers:
        story.play(number)
    box.stop()


def table(stories, seed, minutes, on, own):
    stills, faults, per = [], [], {}
    for story in stories:
        box = story.box
        streams, found = records.verdict(box.data, story.ended, box.seen, box.opened)
        faults += [f"{box.name}: {fault}" for fault in box.faults + found]
        stills += records.standstills(streams, box.ends)
        for name, one in streams.items():
            per[name] = per.get(name, 0) + len(one)
    rounds = [one for story in stories for one in story.rounds]
    print(f"{on['cpu']}, {on['cores']} cores, load {on['load']:.1f} before and {os.getloadavg()[0]:.1f} after;"
          f" {len(stories)} boxes, seed {seed}")
    print(f"{len(rounds)} rounds in {minutes:.0f} min: {sum(r['outcome'] == 'kept' for r in rounds)} kept,"
          f" {sum(r['outcome'] == 'givenUp' for r in rounds)} given up; {sum(len(s.box.ends) for s in stories)} ends of a process,"
          f" {sum(per.values())} records, the gate opened {sum(len(s.box.opened) for s in stories)} times")
    print(f"  {'doors stood still':<34} {'times':>6} {'p50':>7} {'longest':>8}")
    still = {}
    for how in sorted({way for _, _, way in stills}):
        took = sorted(one for _, one, way in stills if way == how)
        still[how] = {"times": len(took), "p50": round(took[len(took) // 2], 2), "longest": round(took[-1], 2)}
        print(f"  {how:<34} {len(took):>6} {still[how]['p50']:>5.2f} s {still[how]['longest']:>6.2f} s")
    by_hand = sum(story.by_hand for story in stories)
    if by_hand:
        print(f"  {by_hand} times the gateway had to be started by hand, for nobody had told it to go over")
    print(f"faults: {len(faults)}")
    for fault in faults:
        print(f"  {fault}")
    print(json.dumps({"benchmark": "upgrade", "machine": on, "seed": seed, "rounds": len(rounds),
                      "kept": sum(r["outcome"] == "kept" for r in rounds), "standstillSeconds": still, "faults": len(faults)}))
    if own:
        with open(own, "w") as file:
            json.dump({"rounds": rounds, "stills": stills, "faults": faults}, file)
    return 1 if faults else 0


def main():
    given = argparse.ArgumentParser()
    given.add_argument("--rounds", type=int, default=50)
    given.add_argument("--boxes", type=int, default=5)
    given.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given.add_argument("--calm", action="store_true", help="nothing is killed: how long the doors stand still by the change alone")
    given.add_argument("--models", required=True)
    given.add_argument("--launchers", nargs="+", required=True)
    given.add_argument("--details", help="a file for every round and standstill")
    given.add_argument("--keep", action="store_true", help="leaves the boxes' folders there")
    given.add_argument("--bundles", help="a folder with bundles of an earlier run, or one to make them in")
    given.add_argument("folders", nargs=3)
    options = given.parse_args()
    on, lock, stories = machine(), threading.Lock(), []

    def say(text):
        with lock:
            print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)

    say(f"seed {options.seed}")
    home = tempfile.mkdtemp(prefix="zu-")
    try:
        made = options.bundles or os.path.join(home, "bundles")
        os.makedirs(made, exist_ok=True)
        versions = bundles(made, options.folders)
        say(f"versions {', '.join(versions)}; {home}")
        boxes = [Box(os.path.join(home, f"box-{at}"), f"box-{at}", options.folders[0], options.launchers[at % len(options.launchers)],
                     options.models, os.path.join(HERE, "site.jsonc.in")) for at in range(options.boxes)]
        shares = [range(options.rounds // options.boxes + (at < options.rounds % options.boxes)) for at in range(options.boxes)]
        began = time.time()
        parts = [threading.Thread(target=live, args=(box, versions, os.path.join(made, "keys"), share, options.seed, say, stories,
                                                     not options.calm))
                 for box, share in zip(boxes, shares)]
        for part in parts:
            part.start()
        for part in parts:
            part.join()
        return table(stories, options.seed, (time.time() - began) / 60, on, options.details)
    finally:
        if not options.keep:
            shutil.rmtree(home, ignore_errors=True)


sys.exit(main())

"""Rounds of one box: a version is staged, gone over to, and kept or given up, while this or that is killed at a random moment."""
import os
import socket
import threading
import time

from box import GATE, tell, wait

TRIAL, BOARD, HUB = 120, 45, 120
BEFORE = ("nothing", "stage", "rehearsal", "gateway")
DURING = ("change-over", "launcher", "rest", "start", "trial", "settling")
# Boxes that unpack at the same time would measure each other's disk and processor.
ONE_AT_A_TIME = threading.Lock()
BAD = {"board": "box", "hub": "link/hub", "dies": "two starts"}


class Story:
    """VERSIONS: name -> (published folder, bundle); the first is the packaged one, which each further one follows."""

    def __init__(self, box, random, versions, keys, say, kills):
        self.box, self.random, self.versions, self.keys, self.say = box, random, versions, keys, say
        self.names = list(versions)
        self.current, self.ended, self.rounds, self.faults, self.by_hand = self.names[0], [], [], box.faults, 0
        self.kills = kills

    def play(self, number):
        """One round: odd ones are kept, even ones go back by themselves."""
        box = self.box
        if self.current == self.names[-1]:
            self.back_to_the_package()
        wait(40, lambda: (state := box.status()) is not None and state["hubConnected"] and state["version"] == self.current)
        version = self.names[self.names.index(self.current) + 1]
        ways = [way for way in BAD if (way != "hub" or self.current != self.names[0]) and (way != "dies" or self.kills)]
        kind = "good" if number % 2 else self.random.choice(ways)
        before, during = self.random.choice(BEFORE), "" if kind == "dies" else self.random.choice(DURING)
        if not self.kills:
            before, during = "nothing", "nothing"
        began = time.time()
        with ONE_AT_A_TIME:
            is_staged = self.stage(version, before)
        if not is_staged:
            return
        outcome, reason = self.trial(kind, during)
        self.current = version if outcome == "kept" else self.current
        self.ended.append((version, outcome))
        expected = "kept" if kind == "good" else "givenUp"
        if outcome != expected or BAD.get(kind, "") not in reason:
            self.fault(f"{version}, {kind}, killed {before}, {during}: {outcome} {reason}")
        if box.broker is None:
            box.start_broker()
        if not wait(30, lambda: (box.status() or {}).get("version") == self.current):
            self.fault(f"{self.current} does not run")
        wait(15, lambda: self.told(outcome) == self.id)
        for fault in box.one_whole_version(self.versions[self.current][0]) + box.relays_at_rest():
            self.fault(fault)
        self.rounds.append({"box": box.name, "round": number, "version": version, "kind": kind, "killed": [before, during],
                            "outcome": outcome, "seconds": round(time.time() - began)})
        self.say(f"{box.name} round {number}: {version} {kind}, killed: {before}, {during or 'each start'}: {outcome} {reason[:60]}")

    def fault(self, text):
        self.faults.append(text)
        self.say(f"{self.box.name} FAULT: {text}")

    def back_to_the_package(self):
        """As the package's postinst does where it is not older than the release that runs."""
        for link in ("trial", "current"):
            try:
                os.remove(os.path.join(self.box.programs, link))
            except FileNotFoundError:
                pass
        self.box.kill("run", 15)
        self.current = self.names[0]

    def stage(self, version, killed):
        """To its end: what was killed is done again, as whoever stands there would."""
        box, bundle = self.box, self.versions[version][1]
        for turn in range(6):
            tool = box.tool("release", "stage", "--site", box.site, "--bundle", bundle, "--keys", self.keys, "--programs", box.programs,
                            "--operator", "technician-1")
            if turn == 0 and killed != "nothing":
                self.kill_while_staging(tool, killed)
            said = tool.communicate()[0]
            if tool.returncode == 0 or os.path.exists(os.path.join(box.programs, "trial")):
                with open(os.path.join(box.programs, "trial", "VERSION")) as file:
                    self.id = file.read().split()[1]
                self.place = os.path.realpath(os.path.join(box.programs, "trial"))
                return True
            time.sleep(2)
        self.fault(f"{version} could not be staged: {said.strip()}")
        return False

    def kill_while_staging(self, tool, killed):
        if killed == "rehearsal":
            wait(60, lambda: tool.poll() is not None or rehearsing(self.box.site))
            child = rehearsing(self.box.site)
            time.sleep(self.random.uniform(0, 0.8))
            if child is not None:
                try:
                    os.kill(child, 9)
                except ProcessLookupError:
                    pass
            return
        time.sleep(self.random.uniform(0, 8))
        if killed == "stage":
            tool.kill()
        else:
            self.box.kill("run")

    def trial(self, kind, killed):
        box, random, runs, fault_at, kill_at = self.box, self.random, -1, None, None
        if killed == "launcher":
            box.kill_next("launch", random.uniform(0, 0.03))
        elif killed == "rest":
            box.kill_next("rest", random.uniform(0, 0.4))
        elif killed == "start":
            box.kill_next("run", random.uniform(0.02, 1.5))
        elif killed == "change-over":
            kill_at = time.time() + random.uniform(0, 3)
        until, by_hand = time.time() + 420, time.time() + 40
        while time.time() < until:
            if by_hand is not None and time.time() >= by_hand:
                if box.running() != self.place and self.end() is None and box.kill("run", 15):
                    self.by_hand += 1
                    self.say(f"{box.name}: nobody told the gateway to go over; started anew by hand")
                by_hand = None
            if (ended := self.end()) is not None:
                box.next_kill.clear()
                return ended
            if kill_at is not None and time.time() >= kill_at:
                box.kill("run")
                kill_at = None
            if box.what == "run" and box.running() == self.place and runs != box.runs and time.time() - box.since > 0.3:
                first, runs = runs < 0, box.runs
                if kind == "dies":
                    kill_at = box.since + random.uniform(0.3, 9)
                if kind == "hub" and first:
                    box.stop_broker()
                fault_at = time.time() + random.uniform(2, 8) if kind == "board" else None
                lasts = {"board": BOARD + 10, "hub": HUB}.get(kind, TRIAL)
                if first and killed == "trial":
                    kill_at = box.since + random.uniform(2, 0.8 * lasts)
                if first and killed == "settling":
                    kill_at = (fault_at + BOARD if kind == "board" else box.since + lasts) + random.uniform(-1, 4)
            if fault_at is not None and time.time() >= fault_at and self.spoil_board():
                fault_at = None
            time.sleep(0.05)
        return "neither", f"no end within {420} s"

    def spoil_board(self):
        """The gate's relay is gone from its chip, as the running process finds it."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as board:
                board.settimeout(2)
                board.connect(os.path.join(self.box.data, "boards", "box.sock"))
                return tell(board.makefile("rw"), f"fault {GATE} gone") == "ok"
        except OSError:
            return False

    def end(self):
        """How the trial ended, and why; None while it is on."""
        if self.told("kept", said=True) == self.id:
            return "kept", ""
        try:
            with open(os.path.join(self.box.programs, "ended")) as file:
                lines = file.read().splitlines()
        except OSError:
            return None
        reason = "two starts" if len(lines) > 2 and lines[2] == "noStart" else lines[2] if len(lines) > 2 else ""
        return ("givenUp", reason) if len(lines) > 3 and lines[3] == self.id else None

    def told(self, outcome, said=False):
        name = "kept" if said else {"kept": "told-Kept", "givenUp": "told-GivenUp"}.get(outcome, "")
        try:
            with open(os.path.join(self.box.data, "release", name)) as file:
                return file.readline().strip()
        except OSError:
            return None


def rehearsing(site):
    """The process that opens the copy of this site's data; None where there is none."""
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/cmdline", "rb") as file:
                words = file.read().decode(errors="replace").split("\0")
        except OSError:
            continue
        if "rehearse" in words and site in words and "runuser" not in words[0]:
            return int(entry)
    return None

"""A box as the Debian package sets it up, in a folder of its own: the packaged program, the places for releases, the launcher; a broker;
cards at its gate; and what systemd does with deploy/zhuhui-edge.service, but for its users: all of it runs as whoever runs this."""
import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.request

GATE, YARD = 17, 18
RESIDENT, BLOCKED = 20230001, 99
DIE_WITH_US = ["setpriv", "--pdeathsig", "KILL"]
# As the unit has it, where that is allowed.
NICE = ["nice", "-n", "-5"] if os.geteuid() == 0 else []


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Box:
    def __init__(self, home, name, packaged, launcher, models, template):
        self.home, self.name, self.launcher, self.packaged = home, name, launcher, packaged
        self.programs, self.data, self.site = (os.path.join(home, part) for part in ("programs", "data", "site.jsonc"))
        os.makedirs(self.data, mode=0o700)
        self.broker_port, self.status_port, self.broker = free_port(), free_port(), None
        with open(template) as file:
            text = file.read()
        words = {"NAME": name, "DATA": self.data, "MODELS": models, "BROKER": self.broker_port, "STATUS": self.status_port}
        for key, value in words.items():
            text = text.replace(f"@{key}@", str(value))
        with open(self.site, "w") as file:
            file.write(text)
        self.log = open(os.path.join(home, "log"), "ab")
        self.environment = dict(os.environ, ZHUHUI_PROGRAMS=self.programs, DOTNET_EnableDiagnostics="0")
        self.process, self.what, self.since, self.runs = None, "", 0.0, 0
        self.ends, self.faults, self.seen, self.opened = [], [], {}, []
        self.asked, self.resting, self.quiet = False, threading.Event(), threading.Event()
        self.next_kill = {}
        self.threads = [threading.Thread(target=part, daemon=True) for part in (self._supervise, self._present, self._watch)]

    # --- the unit

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.asked = True
        self.kill("run", signal.SIGTERM)
        for thread in self.threads:
            thread.join(30)
        self.stop_broker()

    def running(self):
        """The place whose program the unit runs."""
        return os.path.realpath(os.path.join(self.programs, "running"))

    def tool(self, *words):
        """A command, by the program that runs."""
        program = os.path.join(self.running(), "zhuhui-edge")
        return subprocess.Popen([*DIE_WITH_US, program, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                env=self.environment, stdin=subprocess.DEVNULL)

    def kill(self, what, how=signal.SIGKILL):
        """Of launch, run and rest what is on at this moment; false where it is not on."""
        process = self.process
        if process is None or self.what != what or process.poll() is not None:
            return False
        process.send_signal(how)
        return True

    def kill_next(self, what, after):
        """As soon as the unit runs it the next time, and so many seconds later."""
        self.next_kill[what] = after

    def _run(self, what, command):
        self.process = subprocess.Popen([*DIE_WITH_US, *NICE, *command], stdout=self.log, stderr=self.log, env=self.environment,
                                        cwd=self.home, stdin=subprocess.DEVNULL)
        self.what, self.since = what, time.time()
        if what in self.next_kill:
            process, after = self.process, self.next_kill.pop(what)
            threading.Timer(after, lambda: process.poll() is None and process.kill()).start()
        code = self.process.wait()
        if code != 0 or what == "run":
            self.ends.append((time.time(), code))
        return code

    def _supervise(self):
        """ExecStartPre, ExecStart, ExecStopPost, Restart=always, RestartSec=1, RestartPreventExitStatus=2."""
        while not self.asked:
            if self._run("launch", [self.launcher, self.programs, self.packaged, self.data]) == 0:
                self.runs += 1
                program = os.path.join(self.programs, "running", "zhuhui-edge")
                code = self._run("run", [program, "run", "--site", self.site])
                if code == 2:
                    self.faults.append("the gateway ended with code 2, after which nothing starts it again")
                    return
            rest = os.path.join(self.programs, "running", "zhuhui-edge")
            if os.path.exists(rest) and self._run("rest", [rest, "rest", "--site", self.site]) == 0 and "1" in self.pins()[GATE:YARD + 1]:
                self.faults.append(f"after 'rest' the relays stand at {self.pins()[GATE:YARD + 1]}")
            if not self.asked:
                time.sleep(1)

    def pins(self):
        try:
            with open(os.path.join(self.data, "boards", "box.pins")) as file:
                return file.read()
        except FileNotFoundError:
            return "-" * 64

    # --- its neighbours

    def start_broker(self):
        with open(os.path.join(self.home, "broker.conf"), "w") as file:
            # mosquitto would become another user, and would not end with this process.
            file.write("user root\n" if os.geteuid() == 0 else "")
            file.write(f"listener {self.broker_port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_dest none\n")
        program = next(path for path in ("/usr/sbin/mosquitto", "/usr/bin/mosquitto") if os.path.exists(path))
        self.broker = subprocess.Popen([*DIE_WITH_US, program, "-c", os.path.join(self.home, "broker.conf")], stdout=self.log,
                                       stderr=self.log)

    def stop_broker(self):
        if self.broker is not None:
            self.broker.kill()
            self.broker.wait()
            self.broker = None

    def status(self):
        """What the gateway says of itself; None while it says nothing."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.status_port}/status.json", timeout=3) as answer:
                return json.load(answer)
        except (OSError, ValueError):
            return None

    def _watch(self):
        """What the gateway has told that it has in its journal, it must have for good."""
        while not self.asked:
            for one in (self.status() or {}).get("streams", []):
                self.seen[one["stream"]] = max(self.seen.get(one["stream"], 0), one["journaled"])
            time.sleep(0.3)

    def _present(self):
        """The card of somebody blocked three times a second, which shows that the door answers; the resident's every five seconds, and
        ten times a second after the gateway was away until the gate opens."""
        board, was_away, next_resident = None, False, time.time()
        while not self.asked:
            time.sleep(0.1 if was_away else 0.3)
            if self.quiet.is_set():
                self.resting.set()
                continue
            self.resting.clear()
            try:
                if board is None:
                    board = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                    board.settimeout(2)
                    board.connect(os.path.join(self.data, "boards", "box.sock"))
                    lines = board.makefile("rw")
                if was_away or time.time() >= next_resident:
                    tell(lines, f"card 14 15 wiegand-34 {RESIDENT}")
                    until = time.time() + 0.15
                    while time.time() < until:
                        if tell(lines, f"get {GATE}") == "ok 1":
                            self.opened.append(time.time())
                            was_away, next_resident = False, time.time() + 5
                            break
                        time.sleep(0.01)
                else:
                    tell(lines, f"card 14 15 wiegand-34 {BLOCKED}")
            except OSError:
                if board is not None:
                    board.close()
                board, was_away = None, True

    # --- what is asked of it

    def one_whole_version(self, published):
        """PUBLISHED: the folder that its files must be those of. A line for each thing that is not so."""
        found = []
        state = self.status()
        place = self.running()
        with subprocess.Popen([os.path.join(place, "zhuhui-edge"), "--version"], stdout=subprocess.PIPE, text=True) as asked:
            version = asked.stdout.read().strip()
        if state is None or state["version"] != version:
            found.append(f"{version} is led to, and {state and state['version']} runs")
        files = subprocess.run(["diff", "-rq", "--exclude=VERSION", published, place], capture_output=True, text=True).stdout.strip()
        if files:
            found.append(f"{place} is not {published}: {files.splitlines()[0]}")
        alive = [entry for entry in os.listdir("/proc") if entry.isdigit() and self._is_gateway(entry)]
        if len(alive) != 1:
            found.append(f"{len(alive)} gateways run: {alive}")
        return found

    def _is_gateway(self, process):
        try:
            with open(f"/proc/{process}/cmdline", "rb") as file:
                words = file.read().decode(errors="replace").split("\0")
            return words[1:4] == ["run", "--site", self.site]
        except OSError:
            return False

    def relays_at_rest(self):
        """The gate's relay rests while nobody comes, and the yard's does as it was ordered."""
        self.resting.clear()
        self.quiet.set()
        self.resting.wait(5)
        until = time.time() + 8
        while time.time() < until and (self.pins()[GATE], self.pins()[YARD]) != ("0", "1"):
            time.sleep(0.2)
        levels = self.pins()[GATE], self.pins()[YARD]
        self.quiet.clear()
        return [] if levels == ("0", "1") else [f"with nobody there gate and yard stand at {levels}, not at rest and held open"]


def tell(lines, line):
    lines.write(line + "\n")
    lines.flush()
    answer = lines.readline().strip()
    if not answer:
        raise OSError("the board is gone")
    return answer


def wait(seconds, asked):
    """Until it is so; false after so many seconds."""
    until = time.time() + seconds
    while time.time() < until:
        if asked():
            return True
        time.sleep(0.1)
    return False


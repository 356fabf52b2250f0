#!/usr/bin/env python3
"""Harms the files for and of the bank: on the disk, while they are written, and behind the back of everybody.

    money_faults.py [--most N] [--seed S] [--pgb FILE] [--in FOLDER]

While a file is written its opening, a write, its sync or its renaming fails: no file stands there, no fact names one, and
with the disk well again the same run and the same file of the bank go on. Then faults are planted in a sound folder: the
judge of the money names each, and what concerns a file also `pgb verify --files`, `pgb backup` and the health.
"""

import errno
import glob
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import figures
from crash_loop import arguments
from money_verdict import judge_money
from pay_loop import DAY, Play, Sound, count_in
from server import Server, StartRefused

# Which call fails, on what, with what; the second removal is the renaming.
WAYS = [("open", errno.EMFILE, ".xml.unfinished"), ("write", errno.ENOSPC, ".xml.unfinished"),
        ("write", errno.EIO, ".xml.unfinished"), ("sync", errno.EIO, ".xml.unfinished"), ("remove", errno.EIO, ".xml")]


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=100, help="only so many ways to fail, and twice so many plants")
    options = parser.parse_args()
    total = figures.Figures("faults in the files for and of the bank")
    with tempfile.TemporaryDirectory(prefix="pgb-files-", dir=options.place) as place:
        sound = Sound(options, place)
        for kind, number, name in random.Random(options.seed).sample(WAYS, min(options.most, len(WAYS))):
            total.rounds += 1
            if faults := Failing(options, sound, kind, number, name).play(total):
                total.fail(f"{kind} gives {errno.errorcode[number]}", faults)
        planted(options, sound, total)
    return total.report()


class Failing(Play):
    """A round in which nobody is killed and the files cannot be written at first."""

    def __init__(self, options, sound, kind, number, name):
        super().__init__(options, sound, options.seed, None)
        self.way = (kind, 1, number, 1_000, name)

    def step(self, name, work):
        if not self.server.is_alive:
            self.server.start()
        work()

    def cancels(self):
        return False

    def wait_for_files(self):
        """The runs are collected and stay so; at the next start with a disk that is well they are written."""
        self.platter.fail(*self.way)
        self.server.kill()
        self.server.start()
        deadline = time.monotonic() + 20
        while self.server.complaints().count("run-not-gone-on") < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        if not self.platter.control.fired:
            self.faults.append("nothing failed")
        if {run["status"] for run in self.runs()} != {"collected"}:
            self.faults.append(f"the files cannot be written, and the runs are {self.runs()}")
        self.check_nothing("payment-file-written")
        self.platter.stop_failing()
        self.server.kill()
        self.server.start()
        super().wait_for_files()

    def check_nothing(self, type):
        for path in glob.glob(os.path.join(self.folder, "*-files", "*.xml")):
            if type == "payment-file-written" or "bank-files" in path:
                self.faults.append(f"{path} is there, although it could not be written")
        if count_in(self.folder, type, "{"):
            self.faults.append(f"the log has a {type}, although the file could not be written")

    def hand_in(self):
        if "sent" not in self.__dict__:
            self.sent = self.of_the_bank()
            self.platter.fail(*self.way)
            with self.server.connect() as connection:
                status, body = connection.ask("POST", "/v1/bank-files", self.load.payer.token, self.sent[0][0].bytes,
                                              type="application/xml")
            if self.platter.control.fired:
                is_full = self.way[2] == errno.ENOSPC
                if status != (503 if is_full else 500) or is_full and b'"code":"disk-full"' not in body:
                    self.faults.append(f"a file that cannot be stored was answered {status} {body}")
                self.check_nothing("bank-file-read")
            else:
                self.faults.append("nothing failed")
            self.platter.stop_failing()
        super().hand_in()


class Whole(Failing):
    """A round in which nothing fails; its folder is kept in `kept`."""

    def __init__(self, options, sound):
        Play.__init__(self, options, sound, options.seed, None)
        self.kept = os.path.join(sound.place, "whole")

    wait_for_files = Play.wait_for_files
    hand_in = Play.hand_in

    def judge(self, total):
        shutil.copytree(self.folder, self.kept)
        super().judge(total)


def planted(options, sound, total):
    whole = Whole(options, sound)
    if faults := whole.play(total):
        total.fail("the sound folder", faults)
        return
    names = random.Random(options.seed).sample(list(PLANTS), min(2 * options.most, len(PLANTS)))
    for name, (plant, expected, is_file) in ((name, PLANTS[name]) for name in names):
        total.rounds += 1
        folder = os.path.join(sound.place, "planted")
        shutil.copytree(whole.kept, folder)
        plant(folder)
        faults = judge_money(folder, options.pgb)
        if not any(expected in fault for fault in faults):
            total.fail(name, [f"nobody said {expected!r}", *faults])
        if is_file:
            check_product(options, folder, name, total)
        shutil.rmtree(folder)


def check_product(options, folder, name, total):
    """What the product says of a file that is lost or altered."""
    copy = folder + "-copy"
    for words in (["verify", "--data", folder, "--files"], ["backup", "--data", folder, copy]):
        run = subprocess.run([options.pgb, *words], capture_output=True, text=True,
                             env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
        if run.returncode != 3 or "-files/" not in run.stdout:
            total.fail(name, [f"pgb {words[0]}: exit code {run.returncode}: {run.stdout[-300:]}{run.stderr[-300:]}"])
    shutil.rmtree(copy)

    server = Server(options.pgb, folder)
    server.days = DAY
    try:
        server.start()
        deadline = time.monotonic() + 10
        while (health := server.health()) and health[1]["files"] != "damaged" and time.monotonic() < deadline:
            time.sleep(0.02)
        if not health or health[1]["files"] != "damaged":
            total.fail(name, [f"the health is {health}"])
        server.stop()
    except StartRefused as refusal:
        total.fail(name, [f"the server did not start: {refusal}"])


def in_file(pattern, change):
    """Alters the first file of a kind; None removes it."""
    def plant(folder):
        path = sorted(glob.glob(os.path.join(folder, pattern)))[0]
        with open(path, "rb") as file:
            data = change(file.read())
        os.remove(path)
        if data is not None:
            with open(path, "wb") as file:
                file.write(data)
    return plant


def flipped(data):
    return data[:len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1:]


def in_log(statement):
    def plant(folder):
        db = sqlite3.connect(os.path.join(folder, "log.db"), isolation_level=None)
        for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        assert db.execute(statement).rowcount, f"{statement} changed nothing"
        db.close()
    return plant


def again(type):
    return in_log(
        "INSERT INTO event SELECT (SELECT max(position) FROM event) + 1, stream, revision + 1, position, type, schema, "
        "recorded_at + 1000000000, valid_on, command, 3, principal, hash, body FROM event WHERE position = "
        f"(SELECT max(position) FROM event WHERE type = '{type}')")


def left_part(folder):
    with open(os.path.join(folder, "payment-files", "part.xml.unfinished"), "wb") as file:
        file.write(b"<?xml")


PLANTS = {
    "a bit of a payment file": (in_file("payment-files/*", flipped), "payment-files/", True),
    "a bit of a file of the bank": (in_file("bank-files/*", flipped), "does not have the bytes of its name", True),
    "a torn payment file": (in_file("payment-files/*", lambda data: data[:-40]), "is not whole", True),
    "an empty file of the bank": (in_file("bank-files/*", lambda data: b""), "does not have the bytes", True),
    "a lost payment file": (in_file("payment-files/*", lambda data: None), "is in the log and not in the folder", True),
    "a lost file of the bank": (in_file("bank-files/*", lambda data: None), "is in the log and not in the folder", True),
    "a part that was left": (left_part, "the log does not know it", False),
    "a payment filed twice": (again("payment-filed"), "was filed twice", False),
    "a payment paid twice": (again("payment-paid"), "payment-paid 2 times", False),
    "a file written twice": (again("payment-file-written"), "has two files", False),
    "a file released twice": (again("payment-file-released"), "was released twice", False),
    "a sum that differs": (in_log("UPDATE event SET body = replace(body, '\"cents\":', '\"cents\":1') "
                                  "WHERE type = 'run-collected'"), "collected", False),
}


if __name__ == "__main__":
    sys.exit(main())

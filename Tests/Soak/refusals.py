#!/usr/bin/env python3
"""Starts on folders that are in use, not ours, not writable or not what they should be: a sentence and an exit code.

    refusals.py [--pgb FILE] [--in FOLDER]

Cases that need another user are played by root only; it says when they are left out.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile

import figures
from crash_loop import arguments
from load import Load
from server import Server, StartRefused
from terms import digest_in
from verdict import judge

NOBODY = 65_534
NOT_VERIFIED, NOT_OURS, DISK, FAILED = 3, 4, 5, 1


def main():
    options = arguments(__doc__.splitlines()[0]).parse_args()
    total = figures.Figures("refusals")
    place = tempfile.mkdtemp(prefix="pgb-refusals-", dir=options.place)
    os.chmod(place, 0o755)
    try:
        model = Model(options, place)
        for name, case in cases(model).items():
            total.rounds += 1
            if faults := model.check(case):
                total.fail(name, faults)
        total.rounds += 1
        if faults := second_process(model):
            total.fail("a second process", faults)
        if os.geteuid():
            print("refusals: not root, so the cases of other users are left out.")
    finally:
        shutil.rmtree(place)
    return total.report()


class Case:
    """What is done to a sound folder, and how a start on it must end."""

    def __init__(self, change, code, says, user=None):
        self.change, self.code, self.says, self.user = change, code, says, user


class Model:
    """A sound folder of a server that stopped in order, to be copied for each case."""

    def __init__(self, options, place):
        # Other users must reach it too.
        self.pgb, self.place = shutil.copy(options.pgb, os.path.join(place, "pgb")), place
        os.chmod(self.pgb, 0o755)
        self.sound = os.path.join(place, "sound")
        server = Server(self.pgb, self.sound)
        self.load = Load(options.seed, lambda answer: digest_in(self.sound, answer), dossiers=1, contracts=1, months=1)
        server.start()
        for thread in self.load.run(server, 2):
            thread.join()
        assert server.stop() == 0, server.complaints()

    def copy(self):
        folder = os.path.join(self.place, "data")
        shutil.copytree(self.sound, folder, symlinks=True)
        return folder

    def check(self, case):
        folder = self.copy()
        server = Server(self.pgb, folder)
        faults = []
        try:
            case.change(folder)
            changed = self._content(folder)
            if case.user:
                self._give(case.user)
            faults += self._start(server, case)
            after = self._content(folder)
            if not faults and any(after.get(name) != data for name, data in changed.items() if data):
                faults.append("the refused start changed a file of the folder")
        finally:
            if server.is_alive:
                server.kill()
            os.remove(server.key_path)
            self._remove(folder)
        return faults

    def _give(self, user):
        """Hands everything that the case made to another user."""
        for root, folders, files in os.walk(os.path.join(self.place, "data")):
            for name in [root] + [os.path.join(root, name) for name in folders + files]:
                os.lchown(name, user, user)
        os.chown(os.path.join(self.place, "data.key"), user, user)

    @staticmethod
    def _start(server, case):
        try:
            server.launch(**({"user": case.user, "group": case.user, "extra_groups": []} if case.user else {}))
            server.wait_until_serving(30)
            return ["the server started"]
        except StartRefused as refusal:
            lines = refusal.said.splitlines()
            faults = []
            if refusal.code != case.code:
                faults.append(f"it ended with {refusal.code} and not {case.code}: {refusal.said.strip()}")
            if len(lines) != 1 or not lines[0].startswith("pgb: "):
                faults.append(f"it said not one sentence: {refusal.said.strip()}")
            elif case.says not in lines[0]:
                faults.append(f"it did not say {case.says!r}: {lines[0]}")
            return faults

    @staticmethod
    def _content(folder):
        """The bytes of the databases, by name."""
        content = {}
        for name in ("log.db", "vault.db"):
            path = os.path.join(folder, name)
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    content[name] = file.read()
        return content

    def _remove(self, folder):
        if os.path.islink(folder) or os.path.isfile(folder):
            os.remove(folder)
            return
        if os.path.isdir(folder):
            os.chmod(folder, 0o700)
            shutil.rmtree(folder)


def cases(model):
    def at(folder, name):
        return os.path.join(folder, name)

    def link(name):
        def change(folder):
            path = at(folder, name)
            outside = os.path.join(model.place, "outside")
            if os.path.exists(path):
                shutil.copyfile(path, outside)
                os.remove(path)
            else:
                open(outside, "w").close()
            os.symlink(outside, path)
        return change

    def mode(name, bits):
        return lambda folder: os.chmod(at(folder, name) if name else folder, bits)

    def content(name, data):
        def change(folder):
            with open(at(folder, name), "wb") as file:
                file.write(data)
        return change

    def gone(*names):
        def change(folder):
            for name in names:
                if os.path.exists(at(folder, name)):
                    os.remove(at(folder, name))
        return change

    def replaced_by_folder(name):
        def change(folder):
            os.remove(at(folder, name))
            os.mkdir(at(folder, name), 0o700)
        return change

    def is_a_file(folder):
        shutil.rmtree(folder)
        open(folder, "w").close()

    def has_no_parent(folder):
        shutil.rmtree(folder)
        os.symlink(os.path.join(model.place, "nowhere", "data"), folder)

    def damaged(name):
        def change(folder):
            # A page in the middle: the head of the file is sound.
            with open(at(folder, name), "r+b") as file:
                file.seek(os.path.getsize(at(folder, name)) // 4096 // 2 * 4096)
                file.write(random.Random(1).randbytes(4096))
        return change

    found = {
        "a link for log.db": Case(link("log.db"), NOT_OURS, "log.db is not a plain file"),
        "a link for log.db-wal": Case(link("log.db-wal"), NOT_OURS, "log.db-wal is not a plain file"),
        "a link for vault.db": Case(link("vault.db"), NOT_OURS, "vault.db is not a plain file"),
        "a link for the lock": Case(link("lock"), NOT_OURS, "lock is not a plain file"),
        "a link for the mark of a run": Case(link("running"), NOT_OURS, "running is not a plain file"),
        "a folder for log.db": Case(replaced_by_folder("log.db"), NOT_OURS, "log.db is not a plain file"),
        "a file for the folder": Case(is_a_file, NOT_OURS, "is not a plain folder"),
        "a link to nowhere": Case(has_no_parent, DISK, "data: "),
        "a folder that others can read": Case(mode("", 0o755), NOT_OURS, "chmod 700"),
        "a log that others can read": Case(mode("log.db", 0o644), NOT_OURS, "chmod 600"),
        "a log that is text": Case(content("log.db", b"hello, world\n" * 1000), NOT_VERIFIED, "log"),
        "a damaged log": Case(damaged("log.db"), NOT_VERIFIED, "log.db"),
        "a damaged vault": Case(damaged("vault.db"), NOT_VERIFIED, "vault.db"),
        "no log": Case(gone("log.db", "log.db-wal"), NOT_VERIFIED, "missing or empty"),
        "an empty log": Case(content("log.db", b""), NOT_VERIFIED, "missing or empty"),
        "no vault": Case(gone("vault.db", "vault.db-wal"), NOT_VERIFIED, "missing or empty"),
    }
    if os.geteuid() == 0:
        def foreign(name):
            return lambda folder: os.chown(at(folder, name) if name else folder, NOBODY, NOBODY)

        found |= {
            "a folder of somebody else": Case(foreign(""), NOT_OURS, "belongs to another user"),
            "a log of somebody else": Case(foreign("log.db"), NOT_OURS, "log.db belongs to another user"),
            "a folder that may not be written": Case(mode("", 0o500), DISK, "Permission denied", user=NOBODY),
            "a log that may not be written": Case(mode("log.db", 0o400), DISK, "log.db", user=NOBODY),
        }
    return found


def second_process(model):
    """While a server works: another one, and a load of journeys, are refused, and the first goes on unharmed."""
    folder = model.copy()
    first, second = Server(model.pgb, folder), Server(model.pgb, folder)
    faults = []
    try:
        first.start()
        faults += model._start(second, Case(None, NOT_OURS, "Another pgb process is working in"))
        journeys = os.path.join(figures.ROOT, "fixtures", "journeys", "offices.journey")
        run = subprocess.run([model.pgb, "journey", "--data", folder, journeys], capture_output=True, text=True)
        if run.returncode != NOT_OURS or "Another pgb process is working in" not in run.stderr:
            faults.append(f"a journey beside a server ended with {run.returncode}: {run.stderr}")
        model.load.repeat(first)
        if (code := first.stop()) != 0:
            faults.append(f"the first server stopped with exit code {code}")
        faults += judge(folder, model.load).faults
    finally:
        for server in (first, second):
            if server.is_alive:
                server.kill()
        shutil.rmtree(folder)
    return faults


if __name__ == "__main__":
    sys.exit(main())

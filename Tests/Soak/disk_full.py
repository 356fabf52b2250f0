#!/usr/bin/env python3
"""Lets the disk run full under load, and makes room again.

    disk_full.py [--rounds N] [--seed S] [--tmpfs] [--pgb FILE] [--in FOLDER]

While the disk is full every command is answered 503 `disk-full`, the health is red and reads go on. With room again the
health turns green by itself, and the same commands are played to their end. Some rounds kill the server while the disk
is full and start it on the full disk. The disk is powerloss.c with little room, or with --tmpfs (as root) a real small
one in a mount namespace of its own, filled by another file.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

import figures
from crash_loop import arguments
from load import Load
from platter import Platter, library
from server import Server, StartRefused
from terms import digest_in
from verdict import judge

MIB = 1 << 20


def main():
    parser = arguments(__doc__.splitlines()[0], rounds=5)
    parser.add_argument("--tmpfs", action="store_true")
    options = parser.parse_args()
    if options.tmpfs and "PGB_MOUNTED" not in os.environ:
        return subprocess.run(["unshare", "--mount", sys.executable, *sys.argv],
                              env=dict(os.environ, PGB_MOUNTED="1")).returncode
    total = figures.Figures("disk full, " + ("tmpfs" if options.tmpfs else "little room"))
    with tempfile.TemporaryDirectory(dir=options.place) as built:
        disk = Tmpfs(built) if options.tmpfs else Shim(built)
        for number in range(options.rounds):
            faults = play_round(options, disk, options.seed * 1_000_003 + number, total)
            total.rounds += 1
            if faults:
                total.fail(f"round {number} of seed {options.seed}", faults)
                break
        disk.end()
    return total.report()


class Shim:
    """Room by powerloss.c."""

    def __init__(self, built):
        self.shim = library(built)
        self.place = built

    def new(self, room):
        self.folder = os.path.join(tempfile.mkdtemp(dir=self.place), "data")
        self.platter = Platter(self.folder, self.shim)
        self.platter.control.room = room
        return self.folder, self.platter.environment

    def make_room(self):
        self.platter.control.room = 64 * MIB

    def clear(self):
        self.platter.close()
        shutil.rmtree(os.path.dirname(self.folder))

    def end(self):
        pass


class Tmpfs:
    """Room on a real file system."""

    SIZE = 160 * MIB

    def __init__(self, built):
        self.place = os.path.join(built, "disk")
        os.mkdir(self.place)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.SIZE}", "tmpfs", self.place], check=True)

    def new(self, room):
        self.folder = os.path.join(self.place, "data")
        state = os.statvfs(self.place)
        with open(os.path.join(self.place, "ballast"), "wb") as file:
            os.posix_fallocate(file.fileno(), 0, state.f_bavail * state.f_frsize - room)
        return self.folder, {}

    def make_room(self):
        os.remove(os.path.join(self.place, "ballast"))

    def clear(self):
        for name in os.listdir(self.place):
            path = os.path.join(self.place, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)

    def end(self):
        subprocess.run(["umount", self.place], check=True)


def play_round(options, disk, seed, total):
    chance = random.Random(seed)
    is_killed = chance.random() < 0.4
    # The files of a new folder take half of the first; what fills up is the rest.
    folder, environment = disk.new(int((0.9 + 0.6 * chance.random()) * MIB))
    server = Server(options.pgb, folder, environment)
    load = Load(seed, lambda answer: digest_in(folder, answer), dossiers=8, contracts=2, months=8)
    faults = []
    try:
        server.start()
        _play(server, load)
        if load.is_played:
            faults.append("the disk never ran full: the load is too small")
        _check_while_full(server, load, faults)
        if is_killed:
            server.kill()
            total.kills += 1
            try:
                server.start()
                _play(server, load)
                _check_while_full(server, load, faults)
            except StartRefused as refusal:
                total.count("starts refused on a full disk")
                if refusal.code != 5 or "pgb: " not in refusal.said:
                    faults.append(f"a start on a full disk ended like this: {refusal}")
        disk.make_room()
        if server.is_alive:
            _check_recovery(server, faults)
        else:
            server.start()
        while not load.is_played and not faults:
            before = load.acknowledged
            _play(server, load)
            if load.acknowledged == before and not load.is_played:
                faults.append("with room again the server answered nothing")
        total.repeats += load.repeat(server, most=200)
        faults += server.wait_for_views()
        if (code := server.stop()) != 0:
            faults.append(f"the server stopped with exit code {code}: {server.complaints()}")
        load.parked.clear()
        verdict = judge(folder, load, options.pgb)
        faults += verdict.faults
        total.add(verdict)
    except StartRefused as refusal:
        faults.append(f"the server did not start: {refusal}")
    finally:
        if server.is_alive:
            server.kill()
        disk.clear()
    return faults


def _play(server, load):
    for thread in load.run(server):
        thread.join()
    if not server.is_alive:
        raise StartRefused(server.process.returncode, "the server ended by itself: " + server.complaints())


def _check_while_full(server, load, faults):
    health = server.health()
    if health is None or health[0] != 503 or health[1]["writer"] != "disk-full":
        faults.append(f"the disk is full and the health is {health}")
    ask = load.ready[0] if load.ready else None
    with server.connect() as connection:
        status, _ = connection.ask("GET", "/v1/glossary")
        if status != 200:
            faults.append(f"the disk is full and a read is answered {status}")
        for _ in range(3 if ask else 0):
            status, body = connection.ask("POST", "/v1/commands", ask.person.token, ask.body, ask.trace)
            if status != 503 or b'"code":"disk-full"' not in body:
                faults.append(f"the disk is full and a command is answered {status} {body}")


def _check_recovery(server, faults):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        health = server.health()
        if health and health[0] == 200:
            return
        time.sleep(0.05)
    faults.append(f"there is room again for 10 s, nobody asks anything, and the health is still {health}")


if __name__ == "__main__":
    sys.exit(main())

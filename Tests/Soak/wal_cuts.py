#!/usr/bin/env python3
"""Cuts the write-ahead log of a killed server at every frame boundary and in every frame, and starts on what is left.

    wal_cuts.py [--seed S] [--most N] [--pgb FILE] [--in FOLDER]

After each cut the log must be exactly what it was up to the last whole commit: a prefix that verifies. What was
acknowledged when the write-ahead log was no longer than the cut must be in it.
"""

import os
import random
import shutil
import sqlite3
import struct
import sys
import tempfile
import time

import figures
from crash_loop import arguments
from load import Load
from server import Server, StartRefused
from terms import digest_in
from verdict import judge

HEADER, FRAME = 32, 24


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=0, help="only so many cuts, drawn by the seed")
    parser.add_argument("--at", type=int, help="only the cut at this byte")
    options = parser.parse_args()
    total = figures.Figures("cuts of the write-ahead log")
    place = tempfile.mkdtemp(prefix="pgb-cuts-", dir=options.place)
    try:
        run = Run(options, place)
        cuts = [options.at] if options.at is not None else run.cuts(options)
        for cut in cuts:
            total.rounds += 1
            if faults := run.check(cut, total):
                total.fail(f"cut at byte {cut} of {run.wal.size}, seed {options.seed}", faults)
                if len(total.failures) == 3:
                    break
            total.progress(len(cuts))
        total.count("frames", len(run.wal.ends))
        total.count("commits", len(run.wal.commits))
    finally:
        shutil.rmtree(place)
    return total.report()


class WriteAheadLog:
    """Where the frames of a write-ahead log end, and which of them commit (SQLite file format, section 4.1)."""

    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        magic, _, page, _ = struct.unpack(">4I", data[:16])
        self.salt = data[16:24]
        order = ">" if magic & 1 else "<"
        sums = checksum(order, data[:24], (0, 0))
        assert struct.unpack(">2I", data[24:32]) == sums, "the header of the write-ahead log does not hold"
        self.ends, self.commits = [], []
        at = HEADER
        while at + FRAME + page <= len(data) and data[at + 8:at + 16] == self.salt:
            sums = checksum(order, data[at + FRAME:at + FRAME + page], checksum(order, data[at:at + 8], sums))
            if struct.unpack(">2I", data[at + 16:at + 24]) != sums:
                break
            is_commit = data[at + 4:at + 8] != bytes(4)
            at += FRAME + page
            self.ends.append(at)
            if is_commit:
                self.commits.append(at)
        self.size = at


def checksum(order, data, sums):
    first, second = sums
    for one, two in struct.iter_unpack(order + "2I", data):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second


class Run:
    """A server that was killed before its write-ahead log was moved, and what its clients knew at which length of it."""

    def __init__(self, options, place):
        self.options, self.place = options, place
        self.base = os.path.join(place, "data")
        self.known = []
        path = os.path.join(self.base, "log.db-wal")
        server = Server(options.pgb, self.base)
        self.load = Load(options.seed, lambda answer: digest_in(self.base, answer), dossiers=5, contracts=2, months=6)
        self.load.heard = lambda ask: self.known.append((ask, *self._length(path)))
        server.start()
        answers = 110
        threads = self.load.run(server)
        while self.load.acknowledged < answers and any(thread.is_alive() for thread in threads):
            time.sleep(0.0005)
        server.kill()
        for thread in threads:
            thread.join()
        self.load.heard = None
        self.wal = WriteAheadLog(path)
        self.events, self.commands = self._rows(self.base)

    @staticmethod
    def _length(path):
        """Salt and length of the write-ahead log now: whatever was answered before is not behind that."""
        with open(path, "rb") as file:
            return file.read(24)[16:], os.fstat(file.fileno()).st_size

    @staticmethod
    def _rows(folder):
        """The log of a folder as SQLite finds it, on a copy."""
        with tempfile.TemporaryDirectory() as copy:
            for name in ("log.db", "log.db-wal"):
                shutil.copyfile(os.path.join(folder, name), os.path.join(copy, name))
            log = sqlite3.connect(os.path.join(copy, "log.db"))
            try:
                if not log.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                    return None, None
                return (log.execute("SELECT * FROM event ORDER BY position").fetchall(),
                        log.execute("SELECT * FROM command ORDER BY sequence").fetchall())
            finally:
                log.close()

    def cuts(self, options):
        """Every frame boundary and the middle of every frame."""
        cuts = [HEADER, HEADER // 2, 0]
        before = HEADER
        for end in self.wal.ends:
            cuts += [before + FRAME // 2, (before + end) // 2, end]
            before = end
        if options.most and len(cuts) > options.most:
            cuts = random.Random(options.seed).sample(cuts, options.most)
        return cuts

    def check(self, cut, total):
        """Starts on a copy with the cut; gives what does not hold."""
        folder = os.path.join(self.place, "cut")
        shutil.copytree(self.base, folder)
        for name in os.listdir(folder):
            if name.endswith("-shm"):
                os.remove(os.path.join(folder, name))
        with open(os.path.join(folder, "log.db-wal"), "r+b") as file:
            file.truncate(cut)
        server = Server(self.options.pgb, folder)
        server.days = 1
        try:
            events, commands = self._rows(folder)
            if events is None:
                return self._check_without_log(server, total)
            server.start()
            faults = server.wait_for_views()
            if (code := server.stop()) != 0:
                return [f"the server stopped with exit code {code}: {server.complaints()}"]
            faults += self._check_rows(folder, cut, commands)
            verdict = judge(folder, Claimed(self.load, self._acknowledged(cut)), self.options.pgb)
            total.add(verdict)
            return faults + verdict.faults
        except StartRefused as refusal:
            return [f"the server did not start: {refusal}"]
        finally:
            if server.is_alive:
                server.kill()
            shutil.rmtree(folder)

    def _check_without_log(self, server, total):
        """The log is gone, and the vault that goes with it is not: that is no new folder."""
        try:
            server.start()
            return ["the log is gone, and the server made a new one beside the old vault"]
        except StartRefused as refusal:
            total.count("starts refused without a log")
            return [] if refusal.code == 3 else [f"the log is gone, and the start ended like this: {refusal}"]

    def _check_rows(self, folder, cut, expected):
        """Behind the prefix stands at most what the system asked by itself since the start."""
        events, commands = self._rows(folder)
        faults = []
        kept = len(expected)
        position = commands[kept - 1][self.POSITION] if kept else 0
        if commands[:kept] != self.commands[:kept] or events[:position] != self.events[:position]:
            faults.append("the log is not a prefix of what it was")
        if len(commands) < kept or any(row[self.PRINCIPAL] != "system" for row in commands[kept:]):
            faults.append(f"the last whole commit had {kept} commands, and the log has {len(commands)}")
        if cut >= self.wal.size and kept != len(self.commands):
            faults.append("nothing was cut and something is missing")
        return faults

    PRINCIPAL, POSITION = 5, 9

    def _acknowledged(self, cut):
        """What had been answered when the write-ahead log was no longer than this."""
        return {ask.id for ask, salt, length in self.known if salt != self.wal.salt or length <= cut}


class Claimed:
    """A load of which only some commands count as acknowledged."""

    def __init__(self, load, ids):
        self.asks = [Unclaimed(ask) if ask.answer and ask.id not in ids else ask for ask in load.asks]
        self.faults = []


class Unclaimed:
    """A command that was sent, and of whose answer nobody knows."""

    answer = None
    is_kept = False

    def __init__(self, ask):
        self.id, self.sent, self.request, self.principal = ask.id, ask.sent, ask.request, ask.principal


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Lets the n-th call to the disk fail, for every n until a whole scenario passes.

    disk_faults.py [--kinds KIND:ERRNO,…] [--most N] [--seed S] [--pgb FILE] [--in FOLDER]

The scenario: start on a new folder, a dossier from the register to payments over several connections, stop. When a call
fails: every answer is definite or says "unknown, ask again"; the health is red when the store has stopped; a full disk
mends itself without a restart. Then a start without faults, the same commands to their end, and at last the power goes
off: what was acknowledged is there. A failed sync has dropped what it should have stored, as Linux does, so a server
that went on behind that hole loses what it acknowledges afterwards: with --plain-restart the mark of an unclean stop is
removed before the restart, and then losses must be found.
"""

import errno
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
from platter import KINDS, Platter, library
from server import Server, StartRefused
from terms import digest_in
from verdict import judge

SWEEPS = ["sync:EIO", "write:EIO", "write:ENOSPC", "open:EMFILE", "open:EIO", "truncate:EIO", "remove:EIO", "read:EIO"]


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--kinds", default=",".join(SWEEPS))
    parser.add_argument("--most", type=int, default=0, help="only so many places of each sweep, drawn by the seed")
    parser.add_argument("--at", type=int, default=0, help="only this place")
    parser.add_argument("--plain-restart", action="store_true")
    options = parser.parse_args()
    code = 0
    with tempfile.TemporaryDirectory(dir=options.place) as built:
        shim = library(built)
        for kind in options.kinds.split(","):
            code |= sweep(options, shim, *kind.split(":"))
    return code


def sweep(options, shim, kind, error):
    name = f"{kind} gives {error}" + (", restart without mending" if options.plain_restart else "")
    total = figures.Figures(name)
    lost = 0
    for place in places(options, shim, kind):
        outcome = Scenario(options, shim, place, kind, getattr(errno, error)).play(total)
        total.rounds += 1
        lost += len(outcome.lost)
        if outcome.faults and not options.plain_restart:
            total.fail(f"call {place} of {kind} fails with {error}", outcome.faults)
            if len(total.failures) == 3:
                break
        if not outcome.fired:
            break
    if options.plain_restart:
        total.count("acknowledged commands lost, as there must be", lost)
        if not lost:
            total.fail("all places", ["a restart behind a failed sync loses commands, and none was missed"])
    return total.report()


def places(options, shim, kind):
    """1, 2, 3, … or a few of them."""
    if options.at:
        return [options.at]
    if not options.most:
        return range(1, 100_000)
    scenario = Scenario(options, shim, 1 << 40, kind, errno.EIO)
    scenario.play(figures.Figures("counting"))
    return sorted(random.Random(options.seed).sample(range(1, scenario.calls + 1), min(options.most, scenario.calls)))


class Scenario:
    def __init__(self, options, shim, at, kind, number):
        self.options, self.at, self.kind, self.number = options, at, kind, number
        self.place = tempfile.mkdtemp(prefix="pgb-fault-", dir=options.place)
        self.folder = os.path.join(self.place, "data")
        self.platter = Platter(self.folder, shim)
        self.platter.fail(kind, at, number)
        self.server = Server(options.pgb, self.folder, self.platter.environment)
        # The order of the calls must not depend on which connection is first.
        self.load = Load(options.seed, lambda answer: digest_in(self.folder, answer), dossiers=1, contracts=1, months=2)
        self.faults, self.lost = [], []
        self.calls, self.fired = 0, False

    def play(self, total):
        try:
            self._with_fault(total)
            self.fired = self.platter.control.fired > 0
            self.calls = self.platter.control.counts[KINDS.index(self.kind)]
            self.platter.stop_failing()
            self._without_fault(total)
        except StartRefused as refusal:
            self.faults.append(f"the server did not start again: {refusal}")
        finally:
            if self.server.is_alive:
                self.server.kill()
            self.platter.close()
            if self.faults and self.options.keep:
                print(f"kept: {self.place}", file=sys.stderr)
            else:
                shutil.rmtree(self.place)
        return self

    def _with_fault(self, total):
        try:
            self.server.start()
        except StartRefused as refusal:
            total.count("refused starts")
            if refusal.code != 5 or "pgb: " not in refusal.said:
                self.faults.append(f"a disk that fails at the start ended it like this: {refusal}")
            return
        for _ in range(20):
            self._run(connections=4)
            if self.load.is_played or self.number != errno.ENOSPC:
                break
        if self._must_stop():
            self._check_red(total)
        if not self.load.is_played and self.number == errno.ENOSPC:
            self.faults.append(f"the server did not recover from a full disk: {self.server.health()}")
        code = self.server.stop()
        if code not in (0, 5) and self.platter.control.fired or code != 0 and not self.platter.control.fired:
            self.faults.append(f"the server stopped with exit code {code}: {self.server.complaints()}")

    def _must_stop(self):
        """Whether a write or a sync of the log or the vault has failed: nothing may be written behind that."""
        control = self.platter.control
        return control.fired > 0 and self.number == errno.EIO and self.kind in ("write", "sync", "truncate") and (
            control.fired_file.startswith((b"log.db", b"vault.db")))

    def _check_red(self, total):
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline:
            health = self.server.health()
            if health and health[0] == 503 and health[1]["writer"] == "stopped":
                total.count("red")
                return
            time.sleep(0.01)
        self.faults.append(f"{self.platter.control.fired_file.decode()} failed, and the health is {health}")

    def _run(self, connections):
        for thread in self.load.run(self.server, connections):
            thread.join()
        if not self.server.is_alive:
            raise StartRefused(self.server.process.returncode, "the server ended by itself: " + self.server.complaints())

    def _without_fault(self, total):
        if self.options.plain_restart and os.path.exists(os.path.join(self.folder, "running")):
            os.remove(os.path.join(self.folder, "running"))
        elif self.at % 3 == 0:
            # What an operator does between must not hide that the last stop was unclean.
            run = subprocess.run([self.options.pgb, "rebuild", "--data", self.folder], env=self.server.environment,
                                 capture_output=True, text=True)
            if run.returncode not in (0, 1, 5):
                self.faults.append(f"pgb rebuild ended with {run.returncode}: {run.stderr}")
        self.server.start()
        self._run(connections=4)
        self.load.go_to_later()
        self.load.parked.clear()
        self._run(connections=4)
        if not self.load.is_played:
            self.faults.append("a restart without faults did not answer everything")
        self.server.kill()
        self.platter.power_on(random.Random(self.options.seed))
        verdict = judge(self.folder, self.load, is_recovered=False)
        self.lost = verdict.lost
        self.faults += verdict.faults
        if self.faults:
            return
        self.server.start()
        total.repeats += self.load.repeat(self.server)
        self.faults += self.server.wait_for_views()
        self.server.stop()
        verdict = judge(self.folder, self.load, self.options.pgb)
        self.faults += verdict.faults
        total.add(verdict)


if __name__ == "__main__":
    sys.exit(main())

"""What a run counted, said at its end in one line; and where the product is."""

import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def product():
    """The newest build of `pgb`."""
    builds = [os.path.join(ROOT, ".build", kind, "pgb") for kind in ("release", "debug")]
    built = [path for path in builds if os.path.exists(path)]
    return max(built, key=os.path.getmtime) if built else builds[0]


class Figures:
    def __init__(self, name):
        self.name = name
        self.rounds = self.kills = self.acknowledged = self.repeats = self.commands = self.events = self.rows = 0
        self.extra = {}
        self.failures = []
        self.started = time.monotonic()

    def add(self, verdict):
        self.acknowledged += verdict.acknowledged
        self.commands += verdict.commands
        self.events += verdict.events
        self.rows += verdict.view_rows
        if verdict.timed:
            self.count("commands of the system itself", len(verdict.timed))

    def count(self, what, number=1):
        self.extra[what] = self.extra.get(what, 0) + number

    def fail(self, where, faults):
        self.failures.append(where)
        print(f"FAILED {self.name}: {where}", file=sys.stderr)
        for fault in faults[:12]:
            print(f"  {fault}", file=sys.stderr)
        if len(faults) > 12:
            print(f"  and {len(faults) - 12} more", file=sys.stderr)

    def progress(self, of):
        if sys.stderr.isatty():
            print(f"\r{self.name}: {self.rounds} of {of}", end="\n" if self.rounds == of else "", file=sys.stderr)

    def report(self):
        """Prints the figures; gives the exit code."""
        parts = [f"{self.rounds} rounds"]
        for name, number in [("kills", self.kills), ("acknowledged commands checked", self.acknowledged),
                             ("repeats compared", self.repeats), ("commands in the logs", self.commands),
                             ("events", self.events), ("rows of views equal to their rebuild", self.rows),
                             *self.extra.items()]:
            if number:
                parts.append(f"{number} {name}")
        outcome = f"{len(self.failures)} FAILED" if self.failures else "as it must be"
        print(f"{self.name}: {', '.join(parts)}, {time.monotonic() - self.started:.1f} s: {outcome}.", flush=True)
        return 1 if self.failures else 0

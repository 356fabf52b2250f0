#!/usr/bin/env python3
"""Builds the product with one promise broken at a time, and shows that the soak tests find each of them.

    broken_builds.py [--only NAME] [--seed S] [--in FOLDER]

A test of faults that never fails on a broken program proves nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile

import figures
from crash_loop import arguments

WRITER = "Sources/Events/Writer/Writer.swift"
STORE = "Sources/Events/Writer/Store.swift"
ANSWERS = "        for (entry, reply) in zip(batch, replies) { entry.reply(reply) }\n"
COMMIT = "            try session.store.commit()\n"

# What is broken: the file, the text that goes and the text that comes, and the test that must find it.
VARIANTS = {
    "answers before the commit": (
        [(WRITER, ANSWERS, ""), (WRITER, COMMIT, ANSWERS + COMMIT)], ["power_loss.py", "--rounds", "20"]),
    "synchronous=NORMAL": (
        [("Sources/Events/SQLite/Connection+Settings.swift", '("synchronous=FULL", "2"), ("wal_autocheckpoint=0", "0")',
          '("synchronous=NORMAL", "1"), ("wal_autocheckpoint=0", "0")')], ["power_loss.py", "--rounds", "20"]),
    "no look for the command id": (
        [("Sources/Commands/Handling/CommandHandler.swift",
          "if let known = try log.command(submission.request.id) {",
          "if let known = try log.command(submission.request.id), known.sequence < 0 {")],
        ["crash_loop.py", "--rounds", "20"]),
    "a plain restart after a failed sync": (
        [(STORE, "if folder.wasInterrupted {", "if folder.path.isEmpty {")],
        ["disk_faults.py", "--kinds", "sync:EIO"]),
    "goes on after a failed sync": (
        [(WRITER, "guard isShort else { return stop(batch, \"\\(error)\") }",
          "if !isShort { answer(batch, .unknownOutcome) }")], ["disk_faults.py", "--kinds", "sync:EIO"]),
    "the log commits before the vault": (
        [(STORE, "        try vault.commit()\n        try log.commit()\n",
          "        try log.commit()\n        try vault.commit()\n")], ["power_loss.py", "--rounds", "40"]),
    "the vault is not swept": (
        [(STORE, "{ try vault.sweep(behind: log.position) }", "{ 0 }")],
        ["wal_cuts.py", "--most", "40"]),
    "views of another log are kept": (
        [("Sources/Projections/Replay/ProjectorLoop.swift", "where try !source.holds(standing)",
          "where try !source.holds(standing) && generation < 0")], ["wal_cuts.py", "--most", "40"]),
    "a second process may come in": (
        [("Sources/Events/Folder/DataFolder.swift", "guard flock(file, LOCK_EX | LOCK_NB) == 0 else {",
          "guard flock(file, LOCK_SH | LOCK_NB) == 0 else {")], ["refusals.py"]),
}


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--only", choices=VARIANTS)
    options = parser.parse_args()
    total = figures.Figures("broken builds")
    place = tempfile.mkdtemp(prefix="pgb-broken-", dir=options.place)
    try:
        tree = os.path.join(place, "tree")
        shutil.copytree(figures.ROOT, tree, ignore=shutil.ignore_patterns(".build", ".git", "data", "bench-data"))
        for name, (patches, test) in VARIANTS.items():
            if options.only in (None, name):
                total.rounds += 1
                if fault := check(tree, patches, test, options):
                    total.fail(name, [fault])
                else:
                    print(f"found: {name}", flush=True)
    finally:
        shutil.rmtree(place)
    return total.report()


def check(tree, patches, test, options):
    """Nil when the broken product is found out."""
    before = {}
    try:
        for file, old, new in patches:
            path = os.path.join(tree, file)
            with open(path) as source:
                text = source.read()
            before.setdefault(path, text)
            if text.count(old) != 1:
                return f"{file} has {old.strip()!r} {text.count(old)} times; mend this test"
            with open(path, "w") as target:
                target.write(text.replace(old, new))
        build = subprocess.run(["swift", "build", "--package-path", tree, "--product", "pgb"],
                               capture_output=True, text=True)
        if build.returncode:
            return f"it does not build: {build.stdout[-600:]}"
        run = subprocess.run(
            [sys.executable, os.path.join(figures.HERE, test[0]), *test[1:], "--seed", str(options.seed), "--pgb",
             os.path.join(tree, ".build", "debug", "pgb")], capture_output=True, text=True)
        return None if run.returncode == 1 and "FAILED" in run.stderr else f"{test[0]} ended with {run.returncode}: {run.stdout}{run.stderr}"
    finally:
        for path, text in before.items():
            with open(path, "w") as target:
                target.write(text)


if __name__ == "__main__":
    sys.exit(main())

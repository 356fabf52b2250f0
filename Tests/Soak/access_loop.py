#!/usr/bin/env python3
"""Kills the server while people look, over and over: every answer that came back has its line in the access log.

    access_loop.py [--rounds N] [--seed S] [--pgb FILE] [--in FOLDER]

Each round: a folder with the demonstration's dossiers, many connections that look, each with a trace id of its own, kill -9
at a moment drawn by the seed, a new start, and so on. Then each trace that was answered has a line about the person it was
about, and the chain holds by our own verifier and by the second one.

Then the years go by: the server is killed while it removes the lines whose term is over, until it has come to the end. What is left is
a sound log that begins behind its cut, and no trace of the removed lines stands in any file of it.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import figures
from crash_loop import arguments
from server import Lost, Server, StartRefused, token

ROOT = os.path.dirname(os.path.dirname(figures.HERE))


def main():
    options = arguments(__doc__.splitlines()[0], rounds=10).parse_args()
    total = figures.Figures("looks and kills")
    for number in range(options.rounds):
        faults = play_round(options, options.seed * 1_000_003 + number, total)
        total.rounds += 1
        if faults:
            total.fail(f"round {number} of seed {options.seed}", faults)
            break
        total.progress(options.rounds)
    return total.report()


def play_round(options, seed, total):
    chance = random.Random(seed)
    place = tempfile.mkdtemp(prefix="pgb-access-", dir=options.place)
    folder = os.path.join(place, "data")
    faults, seen, lock = [], {}, threading.Lock()
    server = Server(options.pgb, folder)
    try:
        subprocess.run([options.pgb, "bench", "generate", "--data", folder, "--dossiers", "30", "--events", "1500",
                        "--seed", str(seed % 1_000)], check=True, stdout=subprocess.DEVNULL)
        holders = people(folder)
        for _ in range(chance.randint(2, 4)):
            server.start()
            server.wait_for_views()
            threads = [threading.Thread(target=look, args=(server, holders, random.Random(chance.random()), seen, lock))
                       for _ in range(12)]
            for thread in threads:
                thread.start()
            time.sleep(chance.random() ** 2 * 0.6)
            server.kill()
            for thread in threads:
                thread.join()
            total.kills += 1
        server.start()
        server.stop()
        faults += judge(options.pgb, folder, seen)
        total.count("answers found in the access log", len(seen))
        if not faults:
            faults += let_go(options.pgb, server, folder, chance, total)
    except StartRefused as refusal:
        faults.append(f"the server did not start again: {refusal}")
    finally:
        server.kill() if server.is_alive else None
        if faults and options.keep:
            print(f"kept: {place}", file=sys.stderr)
        else:
            shutil.rmtree(place)
    return faults


def people(folder):
    """The holders of the dossiers in a log."""
    db = sqlite3.connect(f"file:{folder}/log.db?mode=ro", uri=True)
    return [row[0][1:].hex() for row in db.execute("SELECT DISTINCT stream FROM event WHERE substr(stream, 1, 1) = x'01'")]


def dashed(digits):
    return "-".join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])


def look(server, holders, chance, seen, lock):
    """Looks until the server is gone, and keeps which traces were answered."""
    try:
        with server.connect() as connection:
            while True:
                holder = chance.choice(holders)
                person = dashed(holder)
                trace = "%032x" % chance.getrandbits(128)
                path = chance.choice(["budgets", "contracts", "claims", "timeline"])
                status, body = connection.ask("GET", f"/v1/dossiers/{person}/{path}", token(person, "digid"), trace=trace)
                if status == 503:
                    continue
                if status != 200:
                    raise AssertionError(f"{path} was answered {status}: {body[:300]}")
                with lock:
                    seen[trace] = holder
    except Lost:
        return


def let_go(pgb, server, folder, chance, total):
    """Puts the clock six years ahead and kills the server while it removes what is there. Gives what is wrong behind it."""
    path = os.path.join(folder, "access.db")
    old = [trace for trace, in sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("SELECT trace FROM access")]
    server.days += 6 * 366
    # No line shows that this clock is right: nothing goes until somebody says so.
    server.start()
    time.sleep(0.3)
    server.stop()
    if sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("SELECT count(*) FROM access_cut").fetchone()[0]:
        return ["lines were removed by a clock that nothing shows to be right"]
    server.arguments.append("--clock-is-right")
    for _ in range(chance.randint(1, 3)):
        server.start()
        time.sleep(chance.random() ** 2 * 0.5)
        server.kill()
        total.kills += 1
        faults = verify(pgb, folder)
        if faults:
            return faults
    server.start()
    for _ in range(600):
        left = sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute(
            "SELECT count(*) FROM access WHERE sequence <= (SELECT coalesce(max(sequence), 0) FROM access_cut)"
            " OR NOT EXISTS (SELECT 1 FROM access_cut)").fetchone()[0]
        if not left and not os.path.getsize(path + "-wal"):
            break
        time.sleep(0.1)
    server.stop()
    faults = verify(pgb, folder)
    for name in [path, path + "-wal"]:
        content = open(name, "rb").read() if os.path.exists(name) else b""
        faults += [f"{trace.hex()} was removed and stands in {name}" for trace in old if trace in content]
    total.count("lines removed when their term was over", len(old))
    return faults[:10]


def judge(pgb, folder, seen):
    """What is wrong with the access log, given the traces that were answered."""
    faults = []
    path = os.path.join(folder, "access.db")
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    lines = {}
    for trace, subject in db.execute("SELECT trace, subject FROM access"):
        lines.setdefault(trace.hex(), set()).add(subject.hex() if subject else None)
    for trace, holder in seen.items():
        if holder not in lines.get(trace, ()):
            faults.append(f"{trace} was answered about {holder} and has no line")
    return (faults + verify(pgb, folder))[:10]


def verify(pgb, folder):
    """What our own verifier and the second one say that is wrong."""
    faults = []
    for program in [[pgb, "verify", "--access", "--data", folder],
                    [sys.executable, os.path.join(ROOT, "Tests", "verify_access.py"), os.path.join(folder, "access.db")]]:
        run = subprocess.run(program, capture_output=True, text=True)
        if run.returncode:
            faults.append(f"{program[:3]} says {run.stdout}{run.stderr}")
    return faults


if __name__ == "__main__":
    sys.exit(main())

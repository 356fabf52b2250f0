#!/usr/bin/env python3
"""Kills the server at seeded moments under load, over and over, and checks what is left.

    crash_loop.py [--rounds N] [--seed S] [--mode kill|recovery-kill] [--pgb FILE] [--in FOLDER]

Each round: a fresh folder, many connections that file claims and all that comes before and after them, kill -9 at a
moment drawn by the seed (at a number of answers, or at a time, which may be during the start), a new start (in mode
recovery-kill always, else sometimes, killed while it recovers), the same commands again under the same ids, and so on
to the end. Then every acknowledged command is asked once more, and the files are judged.
"""

import argparse
import glob
import os
import random
import shutil
import sys
import tempfile
import time

import figures
from load import Load
from server import Server, StartRefused
from terms import digest_in
from verdict import judge


def main():
    options = arguments(__doc__.splitlines()[0]).parse_args()
    total = figures.Figures(f"crash loop, {options.mode}")
    for number in range(options.rounds):
        seed = options.seed * 1_000_003 + number
        faults = play_round(options, seed, total)
        total.rounds += 1
        if faults:
            total.fail(f"round {number} of seed {options.seed}", faults)
            break
        total.progress(options.rounds)
    return total.report()


def arguments(description, rounds=20):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mode", choices=["kill", "recovery-kill"], default="kill")
    parser.add_argument("--pgb", default=figures.product())
    parser.add_argument("--in", dest="place", default=None, help="where the data folders are made")
    parser.add_argument("--keep", action="store_true", help="keeps the folder of a round that failed")
    return parser


def play_round(options, seed, total):
    chance = random.Random(seed)
    place = tempfile.mkdtemp(prefix="pgb-crash-", dir=options.place)
    folder = os.path.join(place, "data")
    server = Server(options.pgb, folder)
    load = Load(seed, lambda answer: digest_in(folder, answer), dossiers=chance.randint(2, 6),
                contracts=chance.randint(1, 2), months=chance.randint(2, 8))
    faults = []
    try:
        for _ in range(chance.randint(1, 3)):
            total.kills += _start_and_kill(server, load, chance, options.mode)
        _finish(server, load, faults)
        load.go_to_later()
        server.days = 14
        total.kills += _start_and_kill(server, load, chance, options.mode)
        _start(server)
        _play(server, load, lambda: False)
        total.repeats += load.repeat(server)
        faults += server.wait_for_views()
        if chance.random() < 0.5:
            server.kill()
        elif (code := server.stop()) != 0:
            faults.append(f"the server stopped with exit code {code}: {server.complaints()}")
        verdict = judge(folder, load, options.pgb)
        faults += verdict.faults
        if not load.is_played or load.parked:
            faults.append("the load was not played to its end")
        total.add(verdict)
    except StartRefused as refusal:
        faults.append(f"the server did not start again: {refusal}")
    finally:
        server.kill() if server.is_alive else None
        if faults and options.keep:
            print(f"kept: {place}", file=sys.stderr)
        else:
            shutil.rmtree(place)
    return faults


def _start_and_kill(server, load, chance, mode):
    """Starts, plays, kills. Gives the number of kills."""
    kills = 0
    if chance.random() < 0.15:
        # Nobody needs them to be there: the server makes them anew, and may be killed meanwhile.
        for path in glob.glob(os.path.join(server.folder, "views-*")):
            os.remove(path)
    while chance.random() < (0.85 if mode == "recovery-kill" else 0.15) and kills < 4:
        server.launch()
        time.sleep(chance.random() ** 2 * 0.4)
        server.kill()
        kills += 1
    if chance.random() < 0.2:
        # At a time: during the start, or soon after it.
        until = time.monotonic() + chance.random() * 0.5
        _start(server)
        _play(server, load, lambda: time.monotonic() >= until)
    else:
        answers = load.acknowledged + int(chance.random() ** 2 * 150)
        _start(server)
        _play(server, load, lambda: load.acknowledged >= answers)
        time.sleep(chance.random() * 0.005)
    threads = server.threads
    server.kill()
    for thread in threads:
        thread.join()
    return kills + 1


def _start(server):
    server.start()


def _play(server, load, is_over):
    """Plays until everything is answered, or until `is_over` says so; then the connections are still at work."""
    server.threads = threads = load.run(server)
    while not is_over() and any(thread.is_alive() for thread in threads):
        time.sleep(0.0005)
    if not server.is_alive:
        raise StartRefused(server.process.returncode, "the server ended by itself: " + server.complaints())


def _finish(server, load, faults):
    """Plays to the end and ends in order or by a kill."""
    _start(server)
    _play(server, load, lambda: False)
    if not load.is_played:
        faults.append("some commands got no answer although nothing was killed")
    server.stop()


if __name__ == "__main__":
    sys.exit(main())

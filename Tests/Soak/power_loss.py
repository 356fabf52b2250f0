#!/usr/bin/env python3
"""Cuts the power at seeded moments under load: only what was synced is still there, and of the rest any sectors.

    power_loss.py [--rounds N] [--seed S] [--disk honest|normal|late] [--every [STEP]] [--pgb FILE] [--in FOLDER]

With --every the power goes off before the first write or sync of one scenario, then before the second, and so on until
it plays to its end. The disk is powerloss.c, loaded before libc. With --disk normal it swallows the syncs that synchronous=NORMAL leaves
out, with --disk late each sync covers only what the one before should have, as if answers were given too early: those
two must be caught, so a run with them succeeds when it finds losses.
"""

import os
import random
import shutil
import sys
import tempfile
import time

import figures
from crash_loop import arguments
from load import Load
from platter import HONEST, LATE, NORMAL, Platter, library
from server import Server, StartRefused
from terms import digest_in
from verdict import judge

DISKS = {"honest": HONEST, "normal": NORMAL, "late": LATE}


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--disk", choices=DISKS, default="honest")
    parser.add_argument("--until-found", action="store_true", help="with a dishonest disk: the first loss is enough")
    parser.add_argument("--every", type=int, nargs="?", const=1, help="at every call of a scenario, or every STEP-th")
    options = parser.parse_args()
    total = figures.Figures(f"power loss, {options.disk} disk" + (", at every call" if options.every else ""))
    if options.every:
        options.rounds = 100_000
    caught = lost = 0
    with tempfile.TemporaryDirectory(dir=options.place) as built:
        shim = library(built)
        for number in range(options.rounds):
            cut = 1 + number * options.every if options.every else None
            losses, faults, is_over = play_round(options, shim, options.seed * 1_000_003 + number, total, cut)
            total.rounds += 1
            lost += len(losses)
            caught += bool(faults)
            if faults and options.disk == "honest":
                total.fail(f"round {number} of seed {options.seed}", faults)
                break
            if is_over:
                break
            if caught and options.until_found:
                break
            total.progress(options.rounds)
    if options.disk != "honest":
        total.count("rounds with losses found, as there must be", caught)
        total.count("acknowledged commands lost", lost)
        if not caught:
            total.fail("all rounds", [f"a disk that is {options.disk} loses what it was given, and nothing was missed"])
    return total.report()


def play_round(options, shim, seed, total, at=None):
    """Some cuts under load, or one before the `at`-th call. Gives what was lost, all faults, and whether no cut came."""
    chance = random.Random(seed)
    place = tempfile.mkdtemp(prefix="pgb-power-", dir=options.place)
    folder = os.path.join(place, "data")
    platter = Platter(folder, shim)
    platter.control.honesty = DISKS[options.disk]
    server = Server(options.pgb, folder, platter.environment)
    sizes = (1, 1, 2) if at else (chance.randint(2, 6), chance.randint(1, 2), chance.randint(2, 8))
    load = Load(options.seed if at else seed, lambda answer: digest_in(folder, answer), *sizes)
    losses, faults = [], []
    is_over = False
    try:
        for _ in range(1 if at else chance.randint(2, 4)):
            is_cut = _play_until_cut(server, load, platter, chance, at)
            is_over = bool(at) and not is_cut
            total.kills += 1
            platter.power_on(chance)
            # Before anything is asked again: what was acknowledged must be there.
            verdict = judge(folder, load, is_recovered=False)
            losses += verdict.lost
            faults += verdict.faults
            total.acknowledged += verdict.acknowledged
            if faults:
                break
        if not faults:
            server.start()
            _wait(server, load.run(server))
            total.repeats += load.repeat(server)
            faults += server.wait_for_views()
            server.kill()
            verdict = judge(folder, load, options.pgb)
            faults += verdict.faults
            total.add(verdict)
    except StartRefused as refusal:
        faults.append(f"the server did not start again: {refusal}")
    finally:
        server.kill() if server.is_alive else None
        platter.close()
        if faults and options.keep:
            print(f"kept: {place}", file=sys.stderr)
        else:
            shutil.rmtree(place)
    return losses, faults, is_over


def _play_until_cut(server, load, platter, chance, at):
    """Some cuts fall into the start or the recovery, most into the load, and some when all is quiet. False when the
    power stayed on to an ordinary end."""
    platter.cut_power_after(at or int(10 ** (0.5 + 3 * chance.random())))
    try:
        server.start()
        _wait(server, load.run(server, 4 if at else 16))
        if server.is_alive:
            time.sleep(chance.random() * 0.3)
        if at and server.is_alive and server.stop() == 0:
            return False
    except StartRefused:
        if server.process.returncode != -9:
            raise
    server.kill()
    return True


def _wait(server, threads):
    while server.is_alive and any(thread.is_alive() for thread in threads):
        time.sleep(0.001)
    if not server.is_alive and server.process.returncode != -9:
        raise StartRefused(server.process.returncode, "the server ended by itself: " + server.complaints())
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Shows that the judge sees what it is there to see: plants one fault at a time in a sound folder.

    verdict_canaries.py [--seed S] [--pgb FILE] [--in FOLDER]
"""

import os
import shutil
import sqlite3
import sys
import tempfile

import figures
from crash_loop import arguments
from load import Load
from server import Server
from terms import digest_in
from verdict import judge


def main():
    options = arguments(__doc__.splitlines()[0]).parse_args()
    total = figures.Figures("faults planted for the judge")
    place = tempfile.mkdtemp(prefix="pgb-canaries-", dir=options.place)
    try:
        sound = os.path.join(place, "sound")
        load = sound_folder(options, sound)
        if faults := judge(sound, load, options.pgb).faults:
            total.fail("the sound folder", faults)
        for name, (file, plant, expected) in PLANTS.items():
            total.rounds += 1
            folder = os.path.join(place, "data")
            shutil.copytree(sound, folder)
            db = sqlite3.connect(os.path.join(folder, file or current_views(folder)), isolation_level=None)
            for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                db.execute(f"DROP TRIGGER {trigger}")
            plant(db)
            db.close()
            faults = judge(folder, load, options.pgb if file is None else None).faults
            if not any(expected in fault for fault in faults):
                total.fail(name, [f"nobody said {expected!r}", *faults])
            shutil.rmtree(folder)
        if faults := planted_in_answers(sound, load):
            total.fail("answers", faults)
    finally:
        shutil.rmtree(place)
    return total.report()


def sound_folder(options, folder):
    server = Server(options.pgb, folder)
    load = Load(options.seed, lambda answer: digest_in(folder, answer), dossiers=2, contracts=1, months=8)
    server.start()
    for thread in load.run(server, 4):
        thread.join()
    faults = server.wait_for_views()
    assert not faults and server.stop() == 0 and load.is_played, faults
    return load


def current_views(folder):
    return next(name for name in ("views-a.db", "views-b.db") if os.path.exists(os.path.join(folder, name)))


def run(*statements):
    def plant(db):
        for statement in statements:
            changed = db.execute(statement).rowcount
            assert changed, f"{statement} changed nothing"
    return plant


LAST = "(SELECT max(sequence) FROM command)"
PLANTS = {
    "the last command is lost": ("log.db", run(f"DELETE FROM command WHERE sequence = {LAST}"),
                                 "was acknowledged and is not in the log"),
    "a command stands twice": ("log.db", run(
        f"INSERT INTO command SELECT sequence + 1, id, type, stream, request, principal, recorded_at, 0, 0, position, "
        f"hash, answer FROM command WHERE sequence = {LAST}"), "stands 2 times in the log"),
    "a command nobody sent": ("log.db", run(
        f"INSERT INTO command SELECT sequence + 1, randomblob(16), type, stream, request, principal, recorded_at, 0, "
        f"0, position, hash, answer FROM command WHERE sequence = {LAST}"), "was never sent"),
    "a command is gone from the middle": ("log.db", run("DELETE FROM command WHERE sequence = 9"),
                                          "command 9 is missing"),
    "an event is gone from the middle": ("log.db", run("DELETE FROM event WHERE position = 20"),
                                         "event 20 is missing"),
    "another answer": ("log.db", run(
        "UPDATE command SET answer = replace(answer, '\"position\":', '\"position\":1') WHERE sequence = 12"),
        "the log keeps another answer"),
    "another request": ("log.db", run("UPDATE command SET request = randomblob(32) WHERE sequence = 12"),
                        "another request than was sent"),
    "another principal": ("log.db", run("UPDATE command SET principal = 'system' WHERE sequence = 12"),
                          "another request than was sent"),
    "an amount is changed": ("log.db", run(
        "UPDATE event SET body = replace(body, '\"amountCents\":', '\"amountCents\":1') WHERE type = 'claim-accepted'"),
        "the independent verifier"),
    "an event leaves its stream": ("log.db", run("UPDATE event SET previous = previous - 1 WHERE position = "
                                                 "(SELECT max(position) FROM event)"), "does not continue its stream"),
    "a claim is paid twice": ("log.db", run(
        "INSERT INTO event SELECT (SELECT max(position) FROM event) + 1, stream, revision + 1, position, type, schema, "
        "recorded_at + 1000000000, valid_on, command, 3, principal, hash, body FROM event WHERE position = "
        "(SELECT max(position) FROM event WHERE type = 'payment-scheduled')"), "a second payment for"),
    "a budget is overspent": ("log.db", run(
        "UPDATE event SET body = replace(body, '\"cents\":', '\"cents\":9') WHERE type = 'payment-scheduled'"),
        "is overspent"),
    "the vault loses a value": ("vault.db", run("DELETE FROM sealed WHERE sequence = 5"), "the vault has lost"),
    "the vault keeps another value": ("vault.db", run("UPDATE sealed SET json = '\"anders\"' WHERE sequence = 5"),
                                      "keeps another value"),
    "the vault is ahead of the log": ("vault.db", run(
        "UPDATE sealed SET position = 100000 WHERE sequence = (SELECT max(sequence) FROM sealed)"),
        "the vault keeps"),
    "a view is ahead of the log": (None, run("UPDATE view SET position = 100000"), "the views stand at"),
    "a view is behind": (None, run("UPDATE view SET position = 3"), "do not reflect the whole log"),
    "a row of a view is wrong": (None, run("UPDATE budget SET granted = granted + 1"), "is not equal to its rebuild"),
}


def planted_in_answers(sound, load):
    """What only the clients know: an answer that came twice and differed, and a refusal that was kept."""
    faults = []
    kept = next(ask for ask in load.asks if ask.is_kept and ask.code is None)
    load.settle(kept, 200, kept.answer[1] + b" ")
    if not any("was answered" in fault for fault in load.faults):
        faults.append("two different answers to one command were not seen")
    load.faults.clear()
    answer, kept.answer = kept.answer, (403, b'{"code":"not-allowed"}')
    if not any("is in the log all the same" in fault for fault in judge(sound, load).faults):
        faults.append("a command that was denied and is in the log was not seen")
    kept.answer = answer
    return faults


if __name__ == "__main__":
    sys.exit(main())

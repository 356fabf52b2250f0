#!/usr/bin/env python3
"""A second verifier of access.db, written from docs/access-log.md alone. It shares no code with the first.

    python3 verify_access.py access.db [kept-checkpoint]

Prints the head of the access log and ends with 0, or names the first thing that does not hold and ends with 1.
"""
import hashlib
import sqlite3
import sys

COLUMNS = ("sequence, at, trace, span, parent, action, outcome, activity, subject, dossier, user, actor, quality, roles,"
           " office, on_behalf_of, means, level, ground, refusal, point, before_of_subject, before_of_employee,"
           " before_of_office, hash")


def number(value):
    return value.to_bytes(8, "big", signed=True)


def text(value):
    return number(len(value)) + value


def maybe(value, write=lambda value: value):
    return b"\x00" if value is None else b"\x01" + write(value)


def require(holds, *where):
    if not holds:
        sys.exit("does not hold: " + " ".join(str(part) for part in where))


def line_hash(head, row):
    (sequence, at, trace, span, parent, action, outcome, activity, subject, dossier, user, actor, quality, roles,
     office, behalf, means, level, ground, refusal, point, of_subject, of_employee, of_office, _) = row
    return hashlib.sha256(
        b"pgb1-access" + head + number(sequence) + number(at) + trace + number(span) + maybe(parent, number)
        + text(action) + text(outcome) + text(activity) + maybe(subject) + maybe(dossier) + maybe(user)
        + maybe(actor, text) + maybe(quality, text) + text(roles) + maybe(office) + maybe(behalf) + text(means)
        + text(level) + text(ground) + maybe(refusal, text) + maybe(point) + number(of_subject)
        + number(of_employee) + number(of_office)).digest()


def main(path, kept=None):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.text_factory = bytes
    origin = db.execute("SELECT origin FROM access_log").fetchone()[0]
    head, sequence, at, newest = hashlib.sha256(b"pgb1-access-origin" + text(origin)).digest(), 0, -1 << 63, {}
    lines = open(kept, "rb").read().split(b"\n")[:-1] if kept else None
    require(not lines or lines[:2] == [b"pgb1-access checkpoint", origin], "kept head", lines)
    for row in db.execute(f"SELECT {COLUMNS} FROM access ORDER BY sequence"):
        sequence += 1
        require(row[0] == sequence, "line", sequence, "is missing")
        require(row[1] >= at, "time of line", sequence)
        subject, user, office = row[8], row[10], row[14]
        chains = [(21, ("subject", subject), subject), (22, ("employee", user, office), user and office),
                  (23, ("office", office), office)]
        for column, chain, isThere in chains:
            require(row[column] == (newest.get(chain, 0) if isThere else 0), "line before line", sequence)
            newest[chain] = sequence
        require(line_hash(head, row) == row[24], "hash of line", sequence)
        head, at = row[24], row[1]
        if lines and int(lines[2]) == sequence:
            require(lines[3] == head.hex().encode(), "kept head", sequence)
            lines = None
    require(not lines or int(lines[2]) == 0, "the access log is shorter than the kept head")
    print(origin.decode(), sequence, head.hex(), sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""A second verifier of access.db, written from docs/access-log.md alone. It shares no code with the first.

    python3 verify_access.py access.db [kept-checkpoint]

Prints the head of the access log and ends with 0, or names the first thing that does not hold and ends with 1.
"""
import datetime
import hashlib
import sqlite3
import sys
import zoneinfo

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


def has_lengths(row):
    """Blobs stand in the hash without their length, so each must have its own."""
    ids = [row[2], *(row[column] for column in (8, 9, 10, 14, 15, 20) if row[column] is not None)]
    return all(len(value) == 16 for value in ids) and len(row[24]) == 32


def line_hash(head, row):
    (sequence, at, trace, span, parent, action, outcome, activity, subject, dossier, user, actor, quality, roles,
     office, behalf, means, level, ground, refusal, point, of_subject, of_employee, of_office, _) = row
    return hashlib.sha256(
        b"pgb1-access" + head + number(sequence) + number(at) + trace + number(span) + maybe(parent, number)
        + text(action) + text(outcome) + text(activity) + maybe(subject) + maybe(dossier) + maybe(user)
        + maybe(actor, text) + maybe(quality, text) + text(roles) + maybe(office) + maybe(behalf) + text(means)
        + text(level) + text(ground) + maybe(refusal, text) + maybe(point) + number(of_subject)
        + number(of_employee) + number(of_office)).digest()


def year(at):
    """The calendar year in the Netherlands."""
    moment = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(microseconds=at)
    return moment.astimezone(zoneinfo.ZoneInfo("Europe/Amsterdam")).year


def read_cuts(db, before):
    """The cuts, each of which holds."""
    cuts = []
    for row in db.execute("SELECT number, sequence, head, at, cut_at, hash FROM access_cut ORDER BY number"):
        count, sequence, head, at, cut_at, digest = row
        last = cuts[-1] if cuts else (0, 0, None, at, cut_at, None)
        require(count == last[0] + 1 and sequence > last[1] and at >= last[3] and cut_at >= last[4], "cut", count)
        before = hashlib.sha256(b"pgb1-access-cut" + before + number(count) + number(sequence) + head + number(at)
                                + number(cut_at)).digest()
        require(digest == before, "hash of cut", count)
        require(year(cut_at) > year(at) + 5, "the term of the lines that cut", count, "removed")
        cuts.append(row)
    return cuts


def compare(cuts, sequence, head, at):
    """A kept head of a line that was removed."""
    cut = next((cut for cut in cuts if cut[1] >= sequence), None)
    if sequence == 0 or cut is None:
        return
    if sequence == cut[1]:
        require((head, at) == (cut[2].hex().encode(), cut[3]), "kept head", sequence)
    else:
        require(at <= cut[3] and year(cut[4]) > year(at) + 5, "kept head", sequence, "was removed too soon")


def microseconds(moment):
    moment = datetime.datetime.fromisoformat(moment.decode().replace("Z", "+00:00"))
    return (moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)) // datetime.timedelta(microseconds=1)


def main(path, kept=None):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.text_factory = bytes
    origin = db.execute("SELECT origin FROM access_log").fetchone()[0]
    head, begins, at, newest = hashlib.sha256(b"pgb1-access-origin" + text(origin)).digest(), 0, -1 << 63, {}
    cuts = read_cuts(db, head)
    vouching = {b"cut %d %s" % (cut[1], cut[5].hex().encode()): cut for cut in cuts}
    unvouched = cuts[-1] if cuts else None
    if cuts:
        _, begins, head, at, _, _ = cuts[-1]
    sequence = begins
    lines = open(kept, "rb").read().split(b"\n")[:-1] if kept else None
    require(not lines or lines[:2] == [b"pgb1-access checkpoint", origin], "kept head", lines)
    if lines and int(lines[2]) <= begins:
        compare(cuts, int(lines[2]), lines[3], microseconds(lines[4]))
        lines = None
    for row in db.execute(f"SELECT {COLUMNS} FROM access WHERE sequence > {begins} ORDER BY sequence"):
        sequence += 1
        require(row[0] == sequence, "line", sequence, "is missing")
        require(row[1] >= at, "time of line", sequence)
        require(has_lengths(row), "the length of a blob of line", sequence)
        subject, user, office = row[8], row[10], row[14]
        chains = [(21, ("subject", subject), subject), (22, ("employee", user, office), user and office),
                  (23, ("office", office), office)]
        for column, chain, isThere in chains:
            before = newest.get(chain, 0) if isThere else 0
            # What was written before the cut may point behind it.
            isBehind = isThere and unvouched and before == 0 and 0 < row[column] <= begins
            require(row[column] == before or isBehind, "line before line", sequence)
            if isThere:
                newest[chain] = sequence
        require(line_hash(head, row) == row[24], "hash of line", sequence)
        if row[5] == b"remove":
            cut = vouching.get(row[7])
            require(cut and cut[4] == row[1], "cut of line", sequence)
            unvouched = None if cut is unvouched else unvouched
        head, at = row[24], row[1]
        if lines and int(lines[2]) == sequence:
            require(lines[3] == head.hex().encode(), "kept head", sequence)
            lines = None
    require(not unvouched, "no line vouches for the newest cut")
    require(not lines, "the access log is shorter than the kept head")
    print(origin.decode(), sequence, head.hex(), sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""A second verifier of log.db, written from docs/log-format.md alone. It shares no code with the first.

    python3 verify_log.py log.db [kept-checkpoint]

Prints the checkpoint of the log and ends with 0, or names the first thing that does not hold and ends with 1.
"""
import hashlib
import sqlite3
import sys


def sha(data):
    return hashlib.sha256(data).digest()


def number(value):
    return value.to_bytes(8, "big", signed=True)


def text(value):
    return number(len(value)) + value


def node(left, right):
    return sha(b"\x01" + left + right)


def require(holds, *where):
    if not holds:
        sys.exit("does not hold: " + " ".join(str(part) for part in where))


class Tree:
    """The right edge of a Merkle tree (RFC 6962), and the whole subtrees of 256 leaves and more."""

    def __init__(self):
        self.size, self.peaks, self.stored = 0, [], {}

    def append(self, event):
        hash, level, index = sha(b"\x00" + event), 0, self.size
        while index & 1:
            hash, level, index = node(self.peaks.pop(), hash), level + 1, index >> 1
            if level >= 8:
                self.stored[level, index] = hash
        self.peaks.append(hash)
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha(b"")
        hash = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            hash = node(peak, hash)
        return hash


def event_hash(head, row):
    position, stream, revision, previous, name, schema, recorded, valid, command, ordinal, principal, _, body = row
    day = b"\x00" if valid is None else b"\x01" + number(valid)
    return sha(b"pgb1-event" + head + number(position) + stream + number(revision) + number(previous) + text(name)
               + number(schema) + number(recorded) + day + command + number(ordinal) + text(principal) + sha(body))


def command_hash(head, row):
    sequence, id, name, stream, request, principal, recorded, accepted, count, position, _, answer = row
    about = b"\x00" if stream is None else b"\x01" + stream
    return sha(b"pgb1-command" + head + number(sequence) + id + text(name) + about + request + text(principal)
               + number(recorded) + number(accepted) + number(count) + number(position) + sha(answer))


def main(path, kept=None):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.text_factory = bytes
    origin = db.execute("SELECT origin FROM log").fetchone()[0]
    head, time, position, sequence = sha(b"pgb1-origin" + text(origin)), -1 << 63, 0, 0
    tree, streams, ids = Tree(), {}, set()
    checkpoints = db.execute("SELECT sequence, size, root, head FROM checkpoint ORDER BY sequence").fetchall()
    lines = open(kept).read().split("\n")[:-1] if kept else None
    events = db.execute("SELECT position, stream, revision, previous, type, schema, recorded_at, valid_on, command,"
                        " ordinal, principal, hash, body FROM event ORDER BY position")
    commands = db.execute("SELECT sequence, id, type, stream, request, principal, recorded_at, accepted, events,"
                          " position, hash, answer FROM command ORDER BY sequence")
    for command in [None] + list(commands):
        if command:
            for ordinal in range(1, command[8] + 1):
                row = events.fetchone()
                position += 1
                require(row and row[0] == position, "event", position, "is missing")
                require(event_hash(head, row) == row[11], "hash of event", position)
                require((row[8], row[9], row[10]) == (command[1], ordinal, command[5]), "command of event", position)
                require((row[3], row[2] - 1) == streams.get(row[1], (0, 0)), "stream of event", position)
                require(row[6] > time, "time of event", position)
                head, time, streams[row[1]] = row[11], row[6], (position, row[2])
                tree.append(head)
            sequence += 1
            require(command[0] == sequence, "command", sequence, "is missing")
            require(command[9] == position and (command[7] or not command[8]), "events of command", sequence)
            require(command[6] == time if command[8] else command[6] >= time, "time of command", sequence)
            require(command_hash(head, command) == command[10], "hash of command", sequence)
            require(command[1] not in ids, "command", sequence, "is repeated")
            head, time = command[10], command[6]
            ids.add(command[1])
        while checkpoints and checkpoints[0][0] == sequence:
            require(checkpoints.pop(0)[1:] == (position, tree.root(), head), "checkpoint behind command", sequence)
        if lines and int(lines[4]) == sequence:
            found = ["pgb1 checkpoint", origin.decode(), str(position), tree.root().hex(), str(sequence), head.hex()]
            require(lines[:6] == found, "kept checkpoint", lines)
            lines = None
    require(events.fetchone() is None, "events behind the last command")
    require(not checkpoints and not lines, "a checkpoint behind the end of the log")
    nodes = {(level, index): hash for level, index, hash in db.execute("SELECT level, number, hash FROM node")}
    require(nodes == tree.stored, "nodes of the tree")
    print(origin.decode(), position, tree.root().hex(), sequence, head.hex(), sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

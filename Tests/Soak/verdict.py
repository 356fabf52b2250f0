"""Judges a data folder by what the clients know: reads the files itself, with nothing of the product."""

import collections
import datetime
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
INDEPENDENT = os.path.join(os.path.dirname(HERE), "verify_log.py")


class Verdict:
    """What was found: `faults` is empty when everything held."""

    def __init__(self):
        self.faults = []
        self.events = 0
        self.commands = 0
        self.acknowledged = 0
        self.view_rows = 0
        self.timed = []
        self.lost = []

    def fault(self, text):
        self.faults.append(text)


def copy_of(folder, into):
    """Copies a data folder of which no process is running, so that looking at it changes nothing."""
    target = os.path.join(into, "copy")
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("ballast"))
    for name in os.listdir(target):
        if name.endswith("-shm"):
            os.remove(os.path.join(target, name))
    return target


def judge(folder, load, pgb=None, is_recovered=True):
    """Checks the folder of a stopped server: acknowledged ⊆ log ⊆ submitted, and everything that follows from it.

    `is_recovered`: the last process started in order and nothing was under way when it ended.
    """
    verdict = Verdict()
    with tempfile.TemporaryDirectory(dir=os.path.dirname(folder)) as temporary:
        copy = copy_of(folder, temporary)
        log = sqlite3.connect(os.path.join(copy, "log.db"))
        vault = sqlite3.connect(os.path.join(copy, "vault.db"))
        try:
            if not is_recovered and not log.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                _check_nothing(load, verdict)
                return verdict
            _check_file(log, "log.db", verdict)
            _check_file(vault, "vault.db", verdict)
            commands = _check_commands(log, load, verdict)
            bodies = _check_events(log, commands, verdict)
            _check_timed(bodies, verdict)
            _check_money(bodies, verdict)
            _check_vault(vault, bodies, verdict, is_recovered)
        except sqlite3.Error as error:
            verdict.fault(f"the files cannot be read: {error}")
        finally:
            log.close()
            vault.close()
        _check_chain(os.path.join(copy, "log.db"), verdict)
        if pgb:
            check_by_product(pgb, copy, verdict)
    if is_recovered:
        verdict.faults += load.faults
    return verdict


def _check_nothing(load, verdict):
    """The log was not made yet: nothing may have been acknowledged."""
    for ask in load.asks:
        if ask.is_kept:
            verdict.lost.append(ask.id)
            verdict.fault(f"{ask.id} was acknowledged and there is no log")


def _check_file(db, name, verdict):
    for (row,) in db.execute("PRAGMA integrity_check"):
        if row != "ok":
            verdict.fault(f"{name}: {row}")


def _check_commands(log, load, verdict):
    submitted = {uuid.UUID(ask.id).bytes: ask for ask in load.asks if ask.sent}
    rows = log.execute("SELECT sequence, id, request, principal, accepted, events, position, answer, recorded_at "
                       "FROM command ORDER BY sequence").fetchall()
    seen = collections.Counter(row[1] for row in rows)
    for id, count in seen.items():
        if count > 1:
            verdict.fault(f"command {uuid.UUID(bytes=id)} stands {count} times in the log")
    position = 0
    commands = {}
    for expected, (sequence, id, request, principal, accepted, events, at, answer, time) in enumerate(rows, 1):
        if sequence != expected:
            verdict.fault(f"command {expected} is missing")
            break
        position += events
        if at != position:
            verdict.fault(f"command {sequence} ends at {at} and not at {position}")
        commands[id] = (sequence, accepted, events, at, answer)
        ask = submitted.get(id)
        if ask is None and principal == "system":
            verdict.timed.append((id, at, events, time))
        elif ask is None and load.derived.get(id) == (request, principal):
            continue
        elif ask is None:
            verdict.fault(f"command {uuid.UUID(bytes=id)} is in the log and was never sent")
        elif request != ask.request or principal != ask.principal:
            verdict.fault(f"command {ask.id} is in the log with another request than was sent")
    for id, ask in submitted.items():
        if ask.is_kept:
            verdict.acknowledged += 1
            _check_acknowledged(ask, commands.get(id), verdict)
        elif ask.answer is not None and id in commands:
            verdict.fault(f"{ask.id} was answered {ask.code} and is in the log all the same")
    verdict.commands = len(rows)
    return commands


def _check_acknowledged(ask, row, verdict):
    if row is None:
        verdict.lost.append(ask.id)
        verdict.fault(f"{ask.id} was acknowledged and is not in the log")
    elif ask.code is None and (not row[1] or row[4].encode() != ask.answer[1]):
        verdict.fault(f"the log keeps another answer of {ask.id}: {row[4]} and not {ask.answer[1]}")
    elif ask.code is not None and (row[1] or json.loads(row[4])["code"] != ask.code):
        verdict.fault(f"the log keeps another refusal of {ask.id}: {row[4]} and not {ask.code}")


def _check_events(log, commands, verdict):
    heads = {}
    bodies = []
    events_of = collections.Counter()
    latest = None
    rows = log.execute("SELECT position, stream, revision, previous, type, recorded_at, command, body FROM event "
                       "ORDER BY position")
    for expected, (position, stream, revision, previous, type, at, command, body) in enumerate(rows, 1):
        if position != expected:
            verdict.fault(f"event {expected} is missing")
            break
        if (previous, revision - 1) != heads.get(stream, (0, 0)):
            verdict.fault(f"event {position} does not continue its stream")
        if latest is not None and at <= latest:
            verdict.fault(f"the time of event {position} does not rise")
        if command not in commands:
            verdict.fault(f"event {position} is of a command that the log does not have")
        heads[stream] = (position, revision)
        latest = at
        events_of[command] += 1
        bodies.append((position, type, json.loads(body)))
    verdict.events = len(bodies)
    for id, (sequence, accepted, events, _, _) in commands.items():
        if events_of[id] != events or (events and not accepted):
            verdict.fault(f"command {sequence} says {events} events and has {events_of[id]}")
    return bodies


# What the system does by itself besides wages and payments that go into a run: runs and their files, and looks ahead.
_TIMED = {
    "run-opened", "run-collected", "run-cancelled", "payment-file-written", "payment-unfiled", "budget-warned", "budget-closed",
    "budget-credited", "contract-warned", "erasure-due", "contract-ended", "helper-revoked",
    "message-dispatched", "message-bounced", "letters-bundled",
}


def _check_timed(bodies, verdict):
    """What the system asked by itself: wages and payments of a run under the id that follows from them, and nothing else
    than it may."""
    for id, at, events, time in verdict.timed:
        day = datetime.datetime.fromtimestamp(time / 1e6, datetime.timezone.utc).date().isoformat()
        for position, type, body in bodies[at - events:at]:
            if type in ("payment-scheduled", "wage-withheld", "payment-offset"):
                name = f"wage/{body['contract']}/{body['month']}/{day}" if "contract" in body else None
            elif type == "payment-filed":
                name = f"run/{body['run']}/{body['payment']}"
            elif type in _TIMED:
                continue
            else:
                verdict.fault(f"event {position}: the system did {type}, which is not its to do")
                continue
            if name and hashlib.sha256(name.encode()).digest()[:16] != id:
                verdict.fault(f"event {position}: the system did {type} under another id")


def _check_money(bodies, verdict):
    """One payment per claim and per wage, a reference of its own for each, and never more than was granted."""
    granted, taken, claims, references, again = {}, collections.Counter(), set(), set(), set()
    open_payments = {}
    for position, type, body in bodies:
        if type == "budget-granted":
            granted[body["budget"]] = body["grantedCents"]
        elif type == "payment-scheduled":
            if body["endToEnd"] in references or body["payment"] in open_payments:
                verdict.fault(f"event {position}: payment {body['payment']} was scheduled before")
            references.add(body["endToEnd"])
            open_payments[body["payment"]] = body
            key = body["repeats"] or body["claim"] or (body["contract"], body["month"])
            known = again if body["repeats"] else claims
            if key in known:
                verdict.fault(f"event {position}: a second payment for {key}")
            known.add(key)
            for share in body["shares"]:
                taken[share["budget"]] += share["cents"]
                if taken[share["budget"]] > granted[share["budget"]]:
                    verdict.fault(f"event {position}: budget {share['budget']} is overspent")
        elif type == "payment-returned":
            for share in open_payments[body["payment"]]["shares"]:
                taken[share["budget"]] -= share["cents"]


def _check_vault(vault, bodies, verdict, is_recovered):
    """Every sealed value in the log can be opened. A start has swept away what belongs to no event."""
    sealed = {commitment: (subject, salt, value, position) for commitment, subject, salt, value, position in
              vault.execute("SELECT commitment, subject, salt, json, position FROM sealed")}
    last = bodies[-1][0] if bodies else 0
    for position, _, body in bodies:
        for commitment in _commitments(body):
            row = sealed.get(commitment)
            if row is None:
                verdict.fault(f"event {position}: the vault has lost the value of {commitment.hex()}")
            elif hashlib.sha256(b"pgb1-personal" + row[1] + row[2].encode()).digest() != commitment:
                verdict.fault(f"event {position}: the vault keeps another value under {commitment.hex()}")
    if not is_recovered:
        return
    for commitment, row in sealed.items():
        if row[3] > last:
            verdict.fault(f"the vault keeps {commitment.hex()} for event {row[3]}; the log ends at {last}")
    (ahead,) = vault.execute("SELECT count(*) FROM identity WHERE position > ?", (last,)).fetchone()
    if ahead:
        verdict.fault(f"the vault knows {ahead} numbers of people who are not in the log")


def _commitments(value):
    if isinstance(value, dict):
        if set(value) == {"subject", "commitment"}:
            yield bytes.fromhex(value["commitment"])
        else:
            for part in value.values():
                yield from _commitments(part)
    elif isinstance(value, list):
        for part in value:
            yield from _commitments(part)


def _check_chain(path, verdict):
    if not os.path.exists(INDEPENDENT):
        return
    run = subprocess.run([sys.executable, INDEPENDENT, path], capture_output=True, text=True)
    if run.returncode:
        verdict.fault(f"the independent verifier: {(run.stdout + run.stderr).strip()[-500:]}")


def check_by_product(pgb, folder, verdict):
    """On the copy: `pgb verify`, and every view equal to its rebuild."""
    _run(verdict, pgb, "verify", "--data", folder)
    live, is_current = _views(folder, verdict)
    if not is_current:
        verdict.fault("the views do not reflect the whole log, although they were waited for")
        return
    if _run(verdict, pgb, "rebuild", "--data", folder):
        rebuilt, _ = _views(folder, verdict)
        for table in sorted(set(live) | set(rebuilt)):
            if live.get(table) != rebuilt.get(table):
                verdict.fault(f"view table {table} is not equal to its rebuild: {_difference(live, rebuilt, table)}")
        verdict.view_rows += sum(map(len, rebuilt.values()))


def _run(verdict, pgb, *arguments):
    run = subprocess.run([pgb, *arguments], capture_output=True, text=True,
                         env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
    if run.returncode:
        verdict.fault(f"pgb {arguments[0]}: exit code {run.returncode}: {(run.stdout + run.stderr).strip()[-500:]}")
    return run.returncode == 0


def _views(folder, verdict):
    """The rows of the views in use, by table, and whether they reflect the whole log."""
    best, tables = 0, {}
    for name in ("views-a.db", "views-b.db"):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        db = sqlite3.connect(path)
        try:
            names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            generation = db.execute("SELECT number FROM generation").fetchone()[0] if "generation" in names else 0
            if generation > best:
                best = generation
                tables = {table: sorted(db.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
                          for table in names if table != "generation"}
        finally:
            db.close()
    positions = {row[1] for row in tables.get("view", [])}
    if any(position > verdict.events for position in positions):
        verdict.fault(f"the views stand at {positions}, and the log ends at {verdict.events}")
    return tables, positions == {verdict.events}


def _difference(live, rebuilt, table):
    one, other = set(map(repr, live.get(table, []))), set(map(repr, rebuilt.get(table, [])))
    return f"only live {sorted(one - other)[:2]}, only rebuilt {sorted(other - one)[:2]}"

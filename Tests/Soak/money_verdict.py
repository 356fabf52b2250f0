"""Judges the money of a data folder: every file for and of the bank beside what the log says of it."""

import collections
import hashlib
import json
import os
import sqlite3
import subprocess
import uuid

from bank import PaymentFile

FOLDERS = ("payment-files", "bank-files")


def files_in(folder):
    """The bytes of the files for and of the bank, by their place in the folder."""
    found = {}
    for kind in FOLDERS:
        place = os.path.join(folder, kind)
        for name in sorted(os.listdir(place)) if os.path.isdir(place) else []:
            with open(os.path.join(place, name), "rb") as file:
                found[f"{kind}/{name}"] = file.read()
    return found


def half_files(folder):
    """What stands under the name of a real file and is not whole: this holds at every moment, also just after a kill."""
    faults = []
    for path, data in files_in(folder).items():
        if not path.endswith(".xml"):
            continue
        if path.startswith("payment-files/"):
            try:
                PaymentFile(data)
            except ValueError as error:
                faults.append(f"{path} {error}")
        elif path != f"bank-files/{hashlib.sha256(data).hexdigest()}.xml":
            faults.append(f"{path} does not have the bytes of its name")
    return faults


def judge_money(folder, pgb):
    """The faults in the files and the runs of a stopped server that had no more work to do."""
    log = sqlite3.connect(f"file:{os.path.join(folder, 'log.db')}?mode=ro", uri=True)
    try:
        events = [(type, json.loads(body)) for type, body in log.execute("SELECT type, body FROM event ORDER BY position")]
    finally:
        log.close()
    faults = half_files(folder)
    files = files_in(folder)
    known = {f"payment-files/{body['run']}.xml" for type, body in events if type == "payment-file-written"}
    known |= {f"bank-files/{body['digest']}.xml" for type, body in events if type == "bank-file-read"}
    faults += [f"{path} is in the folder, and the log does not know it" for path in sorted(set(files) - known)]
    faults += [f"{path} is in the log and not in the folder" for path in sorted(known - set(files))]
    _check_runs(events, files, faults)
    _check_payments(events, faults)
    for words in ("--money", "--files"):
        run = subprocess.run([pgb, "verify", "--data", folder, words], capture_output=True, text=True,
                             env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
        if run.returncode:
            faults.append(f"pgb verify {words}: exit code {run.returncode}: {(run.stdout + run.stderr).strip()[-500:]}")
    return faults


def _check_runs(events, files, faults):
    """Each run: filed = collected = written = what stands in its file; and no payment in two files that count."""
    filed, written, cancelled = collections.defaultdict(dict), {}, set()
    collected, references, to_bank = {}, {}, collections.Counter()
    for type, body in events:
        if type == "payment-scheduled":
            references[body["payment"]] = body["endToEnd"]
        elif type == "payment-filed":
            if body["payment"] in filed[body["run"]]:
                faults.append(f"payment {body['payment']} was filed twice in run {body['run']}")
            filed[body["run"]][body["payment"]] = body["bankCents"]
        elif type == "run-collected":
            collected[body["run"]] = (body["payments"], body["cents"])
        elif type == "run-cancelled":
            cancelled.add(body["run"])
        elif type == "payment-file-written":
            if body["run"] in written:
                faults.append(f"run {body['run']} has two files")
            written[body["run"]] = body
    for run, body in written.items():
        here = (len(filed[run]), sum(filed[run].values()))
        if not here == collected.get(run) == (body["payments"], body["cents"]):
            faults.append(f"run {run}: {here} filed, {collected.get(run)} collected, {body['payments']} and "
                          f"{body['cents']} written")
        data = files.get(f"payment-files/{run}.xml")
        if data is None:
            continue
        if hashlib.sha256(data).hexdigest() != body["digest"] or len(data) != body["byteCount"]:
            faults.append(f"payment-files/{run}.xml is not what the log says of it")
            continue
        file = PaymentFile(data)
        if file.message != body["messageId"] or uuid.UUID(file.message) != uuid.UUID(run):
            faults.append(f"payment-files/{run}.xml calls itself {file.message}")
        if sorted(file.payments) != sorted((references[payment], cents) for payment, cents in filed[run].items()):
            faults.append(f"payment-files/{run}.xml has other transfers than were filed in run {run}")
        if run not in cancelled:
            to_bank.update(reference for reference, _ in file.payments)
    for reference, count in to_bank.items():
        if count > 1:
            faults.append(f"{reference} goes to the bank {count} times")


def _check_payments(events, faults):
    """A payment is paid once and comes back once, and only after its file was released."""
    seen = collections.Counter((type, body["payment"]) for type, body in events
                               if type in ("payment-paid", "payment-returned"))
    faults += [f"{type} {count} times for {payment}" for (type, payment), count in seen.items() if count > 1]
    released = [body["run"] for type, body in events if type == "payment-file-released"]
    if len(set(released)) != len(released):
        faults.append("a file was released twice")

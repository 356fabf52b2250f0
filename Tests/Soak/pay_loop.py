#!/usr/bin/env python3
"""Kills the server in the middle of payment runs and of files of the bank, and checks that no money moves twice.

    pay_loop.py [--rounds N] [--seed S] [--power] [--every [STEP]] [--pgb FILE] [--in FOLDER]

A folder with payments that are due is made once; each round plays its way to the bank on a copy: the system opens the
runs and writes their files, some rounds cancel a run and let the next day take it up, a second person releases the
files, the bank refuses a payment, books the others and sends one back. Every step is killed before a drawn write, sync,
cut or renaming in the data folder (with --every: before the first, in the next round before the second, and so on),
started again and asked again. After each kill nothing that looks like a file of a run or of the bank may be half of one.
At the end every file is what the log says of it, every payment stands in one file that counts, files handed in again
are answered as before, `pgb verify --money --files` agrees, and the views equal their rebuild.
"""

import collections
import hashlib
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time

import figures
from bank import PaymentFile, Refusal, Statement, commands_of
from crash_loop import arguments
from load import Load, Person
from money_verdict import half_files, judge_money
from platter import Platter, library
from server import Lost, Server, StartRefused
from terms import digest_in
from verdict import judge

# The payments of the load are due by then: Tuesday 19 January 2027, and the banking day after it.
DAY, NEXT_DAY = 14, 15


def main():
    parser = arguments(__doc__.splitlines()[0], rounds=10)
    parser.add_argument("--power", action="store_true", help="what no sync covered is gone too, or torn")
    parser.add_argument("--every", type=int, nargs="?", const=1, help="at every call of each step, or every STEP-th")
    options = parser.parse_args()
    total = figures.Figures(("power cuts" if options.power else "kills") + " between here and the bank"
                            + (", at every call" if options.every else ""))
    with tempfile.TemporaryDirectory(prefix="pgb-pay-", dir=options.place) as place:
        sound = Sound(options, place)
        for number in range(100_000 if options.every else options.rounds):
            seed = options.seed * 1_000_003 + number
            at = 1 + number * options.every if options.every else None
            play = Play(options, sound, seed, at)
            faults = play.play(total)
            total.rounds += 1
            if faults:
                total.fail(f"round {number} of seed {options.seed}", faults)
                break
            if at and not play.kills:
                break
            total.progress(options.rounds)
    return total.report()


class Sound:
    """A folder with payments that are due in two weeks, made once; rounds play on copies of it."""

    def __init__(self, options, place):
        self.place = place
        self.shim = library(place)
        self.folder = os.path.join(place, "sound")
        server = Server(options.pgb, self.folder)
        load = self.load = Load(4, lambda answer: digest_in(self.folder, answer), dossiers=4, contracts=1, months=6)
        server.start()
        # Over one connection: always the same folder.
        for thread in load.run(server, 1):
            thread.join()
        faults = server.wait_for_views()
        self.maker = self._appoint(server, load)
        assert not faults and load.is_played and server.stop() == 0, faults
        self.asks = len(load.asks)
        # Of so many contracts the wage of December is scheduled, or withheld because the money is gone.
        self.wages = sum(b'"attach-document"' in ask.body for ask in load.asks)
        # How many calls each step makes when nothing is killed, as the rounds so far had it.
        self.calls = {}

    @staticmethod
    def _appoint(server, load):
        """Somebody who makes payments: he brings what the salary engine made of the wages."""
        operator, maker = Person("operator", "operator"), Person(load.id(), "employee", load.svb)
        with server.connect() as connection:
            for ask in [load._register(operator, maker.party), load.ask(operator, "appoint-employee", {
                    "office": load.svb, "employee": maker.party, "roles": ["payments-maker"]})]:
                ask.sent += 1
                load.settle(ask, *connection.ask("POST", "/v1/commands", operator.token, ask.body, ask.trace))
                assert ask.code is None, ask.answer
        return maker


def count_in(folder, type, part, without="\0"):
    """How many events of a type hold one text and not the other."""
    log = sqlite3.connect(f"file:{os.path.join(folder, 'log.db')}?mode=ro", uri=True)
    try:
        return log.execute("SELECT count(*) FROM event WHERE type = ? AND instr(body, ?) AND NOT instr(body, ?)",
                           (type, part, without)).fetchone()[0]
    finally:
        log.close()


def wages_in(folder):
    """For how many contracts the log has what became of the wage of December."""
    return sum(count_in(folder, type, '"month":"2026-12"', '"claim":"')
               for type in ("payment-scheduled", "wage-withheld"))


class Play:
    """One round."""

    def __init__(self, options, sound, seed, at):
        self.options, self.sound, self.at = options, sound, at
        self.chance = random.Random(seed)
        self.place = tempfile.mkdtemp(dir=sound.place)
        self.folder = os.path.join(self.place, "data")
        shutil.copytree(sound.folder, self.folder)
        self.platter = Platter(self.folder, sound.shim)
        self.server = Server(options.pgb, self.folder, self.platter.environment)
        self.load = sound.load
        del self.load.asks[sound.asks:]
        self.load.derived = {}
        self.faults, self.kills, self.answers = [], 0, {}

    def play(self, total):
        try:
            self.step("hand in what wages come to", self.settle_wages)
            self.server.kill()
            self.server.days = DAY
            self.step("open and write the runs", self.wait_for_files)
            if self.cancels():
                # On the next day it would be too late for it.
                self.step("release the wages", lambda: self.release(["wages"]))
                self.step("cancel a run", self.cancel)
                self.server.kill()
                self.step("take its payments out", self.wait_for_freedom)
                self.server.kill()
                self.server.days = NEXT_DAY
                self.step("write the run of the day after", self.wait_for_files)
            self.step("release", self.release)
            self.step("hand in what the bank sends", self.hand_in)
            if not self.faults:
                self.again()
            self.faults += self.server.wait_for_views()
            if self.faults:
                return self.faults
            self.server.kill() if self.chance.random() < 0.5 else self.stop()
            self.judge(total)
        except StartRefused as refusal:
            self.faults.append(f"the server did not start again: {refusal}")
        finally:
            if self.server.is_alive:
                self.server.kill()
            self.platter.close()
            if self.faults and self.options.keep:
                kept = shutil.move(self.place, tempfile.mkdtemp(prefix="pgb-kept-"))
                print(f"kept: {kept}", file=sys.stderr)
            else:
                shutil.rmtree(self.place)
        return self.faults

    def cancels(self):
        return not self.at and self.chance.random() < 0.3

    def judge(self, total):
        verdict = judge(self.folder, self.load, self.options.pgb)
        self.faults += verdict.faults + judge_money(self.folder, self.options.pgb)
        total.add(verdict)
        total.kills += self.kills

    # A step and its kills

    def step(self, name, work):
        """Does the work, is killed in it, starts again and does it once more; some are killed twice."""
        while not self.faults:
            usual = self.sound.calls.get(name, 60)
            is_last = self.kills_of(name) >= (1 if self.at or self.chance.random() < 0.7 else 2)
            at = 0 if is_last else self.at or 1 + int(self.chance.random() * usual)
            began = self.platter.control.calls
            self.platter.cut_power_after(at)
            try:
                if not self.server.is_alive:
                    self.server.start()
                work()
            except (Lost, StartRefused):
                if self.server.process.wait() != -9:
                    raise StartRefused(self.server.process.returncode, self.server.complaints()) from None
                self.killed[name] += 1
                self.kills += 1
                if self.options.power:
                    self.platter.power_on(self.chance)
                self.faults += half_files(self.folder)
                continue
            self.platter.cut_power_after(0)
            if not self.kills_of(name):
                self.sound.calls[name] = self.platter.control.calls - began
            return

    killed = property(lambda self: self.__dict__.setdefault("_killed", collections.Counter()))

    def kills_of(self, name):
        return self.killed[name]

    def stop(self):
        if (code := self.server.stop()) != 0:
            self.faults.append(f"the server stopped with exit code {code}: {self.server.complaints()}")

    # What is asked

    def get(self, path, code=200):
        with self.server.connect() as connection:
            status, body = connection.ask("GET", path, self.load.payer.token)
        if status != code:
            self.faults.append(f"{path} was answered {status} {body[:300]}")
        return body

    def runs(self):
        return json.loads(self.get("/v1/runs"))["items"]

    def settle_wages(self):
        """The wages of December, gross, come back as net and withheld. The system schedules them at its first look."""
        deadline = time.monotonic() + 20
        while "wages" not in self.__dict__:
            if time.monotonic() > deadline:
                self.faults.append("the wages were not scheduled")
                return
            if not self.server.is_alive:
                raise Lost("killed while it was waited for")
            if wages_in(self.folder) < self.sound.wages or self.server.wait_for_views(0.1):
                time.sleep(0.02)
                continue
            lines = json.loads(self.get("/v1/payroll/2026-12"))["items"]
            self.wages = json.dumps({"month": "2026-12", "results": [
                {"dossier": line["dossier"], "payment": line["payment"], "netCents": line["grossCents"] // 10 * 8,
                 "withheldCents": line["grossCents"] - line["grossCents"] // 10 * 8} for line in lines]}).encode()
            digest = hashlib.sha256(self.wages).hexdigest()
            for line in lines:
                self.load.derive(f"payroll/{digest}/{line['payment']}", self.sound.maker)
        with self.server.connect() as connection:
            self.expect_again("wages", *connection.ask("POST", "/v1/payroll-results", self.sound.maker.token, self.wages))

    def wait_for_files(self):
        """Both kinds are due: claims, and the wages of December."""
        deadline = time.monotonic() + 20
        while not self.faults:
            waiting = [run for run in self.runs() if run["status"] in ("open", "collected")]
            kinds = {run["kind"] for run in self.standing()}
            if not waiting and kinds == {"claims", "wages"}:
                return
            if time.monotonic() > deadline:
                self.faults.append(f"the runs were not written: {self.runs()} {self.server.complaints()}")
            time.sleep(0.02)

    def standing(self):
        return [run for run in self.runs() if run["status"] in ("written", "released")]

    def command(self, name, type, fields):
        """A command of the releaser under the same id each time, in this round."""
        ask = self.answers.get(name)
        if ask is None:
            ask = self.answers[name] = self.load.ask(self.load.payer, type, fields)
        ask.sent += 1
        with self.server.connect() as connection:
            status, body = connection.ask("POST", "/v1/commands", ask.person.token, ask.body, ask.trace)
        if status != 200:
            self.faults.append(f"{type} was answered {status} {body[:300]}")
        self.load.settle(ask, status, body)

    def cancel(self):
        if "cancelled" not in self.__dict__:
            self.cancelled = next(run["run"] for run in self.standing() if run["kind"] == "claims")
        self.command("cancel", "cancel-run", {"run": self.cancelled})

    def wait_for_freedom(self):
        """What was in the cancelled run is taken out again at the next look, that of a new start."""
        deadline = time.monotonic() + 20
        while sum(count_in(self.folder, type, self.cancelled) * sign for type, sign in
                  (("payment-filed", 1), ("payment-unfiled", -1))):
            if not self.server.is_alive:
                raise Lost("killed while it was waited for")
            if time.monotonic() > deadline:
                self.faults.append("the payments of a cancelled run stay in it")
                return
            time.sleep(0.02)

    def release(self, kinds=("claims", "wages")):
        for run in [run for run in self.standing() if run["kind"] in kinds]:
            self.command(run["run"], "release-file", {"run": run["run"], "digest": run["file"]["digest"]})

    def hand_in(self):
        if "sent" not in self.__dict__:
            self.sent = self.of_the_bank()
        for file, expected in self.sent:
            answer = self.hand(file)
            if answer and {key: answer[key] for key in expected} != expected:
                self.faults.append(f"a file of the bank gave {answer} and not {expected}")

    def hand(self, file):
        with self.server.connect() as connection:
            status, body = connection.ask("POST", "/v1/bank-files", self.load.payer.token, file.bytes,
                                          type="application/xml")
        return self.expect_again(file, status, body)

    def expect_again(self, what, status, body):
        """What is handed in again is answered as before. Gives the answer."""
        if status != 200:
            self.faults.append(f"{what} was answered {status} {body[:500]}")
            return None
        if self.answers.setdefault(what, body) != body:
            self.faults.append(f"{what} was answered {self.answers[what]} and then {body}")
        return json.loads(body)

    def of_the_bank(self):
        """One payment of the claims is refused, the rest is booked at once; the wages one by one; the first of them comes
        back. Somebody deposits, and the bank takes its costs."""
        by_kind = {}
        for run in self.standing():
            file = PaymentFile(self.get(f"/v1/runs/{run['run']}/file"))
            by_kind.setdefault(run["kind"], []).append(file)
        day = "2027-01-19" if self.server.days == DAY else "2027-01-20"
        statement, refusals = Statement("1", day), []
        for number, file in enumerate(by_kind["claims"]):
            reference, amount = file.payments[0]
            refusals.append((Refusal(str(number), file.message, reference), {"entries": 1, "matched": 1, "open": 0}))
            statement.add(amount - file.sum, batch=file.message)
        for file in by_kind["wages"]:
            statement.add(-file.sum, details=file.payments)
            reference, amount = file.payments[0]
            statement.add(amount, details=[(reference, amount)], reason="AC04")
        statement.add(30_000)
        statement.add(-1_250)
        sent = refusals + [(statement, {"entries": statement.lines, "matched": statement.lines - 2, "open": 2})]
        for file, _ in sent:
            for name in commands_of(file, 64):
                self.load.derive(name, self.load.payer)
        return sent

    def again(self):
        """Everything once more: the same answers."""
        self.settle_wages()
        self.release()
        self.hand_in()


if __name__ == "__main__":
    sys.exit(main())

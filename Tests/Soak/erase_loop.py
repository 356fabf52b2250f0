#!/usr/bin/env python3
"""Kills the server in the middle of erasing people: each is wholly there or wholly gone, and what was promised is done.

    erase_loop.py [--rounds N] [--seed S] [--power] [--every [STEP]] [--pgb FILE] [--in FOLDER]

A folder with people of whom everything there is carries a mark of its own is made once; each round erases some of them on
a copy, several at once, and is killed before a drawn write, sync, cut or removal in the data folder (with --every: before
the first, in the next round before the second, and so on), in some rounds again during the start that mends it. After
each start: who was acknowledged as erased is; of everybody either all values and marks are there and the log does not
tell that he was erased, or it does, there is a fence, and no file of the folder has a byte of his marks. The same
commands asked again are answered as before, an append for who was erased is refused, log, values and money verify, and
the views equal their rebuild.
"""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid

import figures
from crash_loop import arguments
from platter import Platter, library
from server import Lost, Server, StartRefused, token
from verdict import Verdict, check_by_product

PEOPLE = 8


def main():
    parser = arguments(__doc__.splitlines()[0], rounds=10)
    parser.add_argument("--power", action="store_true", help="what no sync covered is gone too, or torn")
    parser.add_argument("--every", type=int, nargs="?", const=1, help="before every call, or every STEP-th")
    options = parser.parse_args()
    total = figures.Figures(("power cuts" if options.power else "kills") + " while people are erased"
                            + (", at every call" if options.every else ""))
    with tempfile.TemporaryDirectory(prefix="pgb-erase-", dir=options.place) as place:
        sound = Sound(options, place)
        for number in range(100_000 if options.every else options.rounds):
            play = Play(options, sound, options.seed * 1_000_003 + number,
                        1 + number * options.every if options.every else None)
            faults = play.play(total)
            total.rounds += 1
            if faults:
                total.fail(f"round {number} of seed {options.seed}", faults)
                break
            if options.every and not play.kills:
                break
            total.progress(options.rounds)
    return total.report()


class Person:
    """Somebody with marks: texts that stand nowhere but in what is known of him."""

    def __init__(self, number):
        self.number = number
        self.id = str(uuid.UUID(int=0x68_0000 + number))
        self.marks = [f"Merknaam{number:03}Zoek", f"Merkstraat{number:03}", f"merk{number:03}@zoek.example",
                      f"Merkreden{number:03}Zoek"]


class Sound:
    """A folder with people to erase, made once; rounds play on copies of it."""

    def __init__(self, options, place):
        self.place = place
        self.shim = library(place)
        self.folder = os.path.join(place, "sound")
        self.office, self.officer = str(uuid.UUID(int=0x6F_0003)), str(uuid.UUID(int=0x65_0001))
        self.people = [Person(number) for number in range(1, PEOPLE + 1)]
        # How many calls erasing them makes when nothing is killed, as the rounds so far had it.
        self.calls = 80
        server = Server(options.pgb, self.folder)
        server.start()
        with server.connect() as connection:
            operator = token("operator", "operator")
            self._ask(connection, operator, "register-office", office=self.office, kind="svb", officeName="SVB", code="svb")
            self._ask(connection, operator, "register-person", party=self.officer, fullName="Elly Groot", birthDate="1980-01-01")
            self._ask(connection, operator, "appoint-employee", office=self.office, employee=self.officer, roles=["privacy"])
            for person in self.people:
                name, street, email, reason = person.marks
                own = token(person.id, "digid")
                self._ask(connection, operator, "register-person", party=person.id, fullName=name,
                          birthDate="1961-04-17", address=f"{street} 1, Meerdam", postcode="2511 AB")
                self._ask(connection, own, "change-contact", party=person.id, email=email, channel="email")
                self._ask(connection, own, "restrict-processing", party=person.id, ground="objection", explanation=reason)
        faults = server.wait_for_views()
        assert not faults and server.stop() == 0, faults
        db = sqlite3.connect(f"file:{self.folder}/vault.db?mode=ro", uri=True)
        self.values = {person.id: values_of(db, person.id) for person in self.people}
        db.close()
        assert all(self.values.values()) and marks_in(self.folder, self.people) == {
            mark for person in self.people for mark in person.marks}

    @staticmethod
    def _ask(connection, who, type, **fields):
        body = json.dumps({"id": str(uuid.uuid4()), "type": type, **fields}).encode()
        status, answer = connection.ask("POST", "/v1/commands", who, body)
        assert status == 200, (type, answer)


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
        self.server.days = 1
        # All but two; these stay as they are.
        self.chosen = sound.people[:-2]
        self.bodies = {person.id: json.dumps({
            "id": str(uuid.UUID(int=self.chance.getrandbits(122))), "type": "erase-person", "party": person.id,
            "ground": "unlawful"}).encode() for person in self.chosen}
        self.answers, self.faults, self.kills = {}, [], 0

    def play(self, total):
        try:
            self.kill_while_erasing(self.at or 1 + int(self.chance.random() * self.sound.calls))
            if self.kills and self.chance.random() < 0.5:
                # In the start that mends it, or in what is asked behind it.
                self.kill_while_erasing(1 + int(self.chance.random() * self.sound.calls))
            self.start()
            self.judge("after the start")
            self.erase_all()
            if any(person.id not in self.answers for person in self.chosen):
                self.faults.append("somebody could not be erased in the end")
            self.refuse()
            self.judge("at the end")
            self.faults += self.server.wait_for_views()
            if (code := self.server.stop()) != 0:
                self.faults.append(f"the server stopped with exit code {code}: {self.server.complaints()}")
            total.rows += self.verify()
            total.kills += self.kills
            total.acknowledged += len(self.answers)
            total.count("people erased", len(self.chosen))
        except StartRefused as refusal:
            self.faults.append(f"the server did not start again: {refusal}")
        except Lost as loss:
            self.faults.append(f"the server went away by itself: {loss}")
        finally:
            self.server.kill() if self.server.is_alive else None
            self.platter.close()
            if self.faults and self.options.keep:
                kept = tempfile.mkdtemp(prefix="pgb-erase-kept-")
                shutil.move(self.place, kept)
                print(f"kept: {kept}", file=sys.stderr)
            else:
                shutil.rmtree(self.place, ignore_errors=True)
        return self.faults

    def start(self):
        self.server.start()

    def kill_while_erasing(self, at):
        """Starts and erases, and is killed before the `at`-th call from here."""
        began = self.platter.control.calls
        self.platter.cut_power_after(at)
        try:
            self.server.start()
            self.erase_all()
            # What is cut behind the answers.
            time.sleep(0.2)
            lost = not self.server.is_alive
        except (Lost, StartRefused):
            lost = True
        if lost:
            if self.server.process.wait() != -9:
                raise StartRefused(self.server.process.returncode, self.server.complaints())
            self.kills += 1
            if self.options.power:
                self.platter.power_on(self.chance)
        else:
            self.platter.cut_power_after(0)
            self.sound.calls = self.platter.control.calls - began
            self.server.kill()
        self.platter.cut_power_after(0)

    def erase_all(self):
        """Asks for all of them at once, so that some share a batch; keeps each answer, and compares a repeated one."""
        threads, lost = [], []

        def erase(person):
            try:
                with self.server.connect() as connection:
                    while True:
                        status, answer = connection.ask("POST", "/v1/commands", self.officer(), self.bodies[person.id])
                        if status != 503:
                            break
            except Lost:
                lost.append(person)
                return
            if status != 200:
                self.faults.append(f"erasing was answered {status} {answer[:300]}")
            elif self.answers.setdefault(person.id, answer) != answer:
                self.faults.append("an erasure that was asked again has another answer")

        for person in self.chosen:
            threads.append(threading.Thread(target=erase, args=(person,)))
            threads[-1].start()
        for thread in threads:
            thread.join()
        if lost:
            raise Lost("while people were erased")

    def officer(self):
        return token(self.sound.officer, "employee", office=self.sound.office)

    def refuse(self):
        """Nothing is recorded of who was erased any more."""
        person = self.chance.choice(self.chosen)
        body = json.dumps({"id": str(uuid.uuid4()), "type": "change-contact", "party": person.id, "channel": "post",
                           "email": person.marks[2]}).encode()
        with self.server.connect() as connection:
            status, answer = connection.ask("POST", "/v1/commands", token(person.id, "digid"), body)
        if status != 409 or b"person-erased" not in answer:
            self.faults.append(f"something was recorded of who was erased: {status} {answer[:300]}")

    def judge(self, when):
        """Everybody is wholly there or wholly gone."""
        told = self.told()
        for person in self.sound.people:
            gone = person.id in told
            if person.id in self.answers and not gone:
                self.faults.append(f"{when}: person {person.number} was promised to be erased and is not")
            if gone and person not in self.chosen:
                self.faults.append(f"{when}: person {person.number} was erased and nobody asked it")
        deadline = time.monotonic() + 10
        while True:
            half = self.half(told)
            # The write-ahead log of the vault is cut behind the answer.
            if not half or time.monotonic() > deadline:
                break
            time.sleep(0.05)
        self.faults += [f"{when}: {fault}" for fault in half]

    def half(self, told):
        faults = []
        vault = sqlite3.connect(f"file:{self.folder}/vault.db?mode=ro", uri=True)
        fences = {row[0].hex() for row in vault.execute("SELECT subject FROM fence")}
        found = marks_in(self.folder, self.sound.people)
        for person in self.sound.people:
            gone = person.id in told
            if gone != (person.id.replace("-", "") in fences):
                faults.append(f"log and fence of person {person.number} differ")
            if values_of(vault, person.id) != ([] if gone else self.sound.values[person.id]):
                faults.append(f"person {person.number} is half erased")
            there = [mark for mark in person.marks if mark in found]
            if there != ([] if gone else person.marks):
                faults.append(f"of person {person.number}, erased: {gone}, the folder has {there}")
        vault.close()
        return faults

    def told(self):
        """Whom the log says are erased."""
        log = sqlite3.connect(f"file:{self.folder}/log.db?mode=ro", uri=True)
        rows = log.execute("SELECT stream FROM event WHERE type = 'person-erased'").fetchall()
        log.close()
        ids = [str(uuid.UUID(bytes=bytes(row[0][1:]))) for row in rows]
        if len(ids) != len(set(ids)):
            self.faults.append("somebody was erased twice")
        return set(ids)

    def verify(self):
        """Values and money, and the views against their rebuild; gives how many rows those have."""
        run = subprocess.run([self.options.pgb, "verify", "--values", "--money", "--data", self.folder],
                             capture_output=True, text=True)
        if run.returncode:
            self.faults.append(f"pgb verify says {run.stdout}{run.stderr}")
        verdict = Verdict()
        log = sqlite3.connect(f"file:{self.folder}/log.db?mode=ro", uri=True)
        verdict.events = log.execute("SELECT count(*) FROM event").fetchone()[0]
        log.close()
        check_by_product(self.options.pgb, self.folder, verdict)
        self.faults += verdict.faults
        return verdict.view_rows


def values_of(vault, person):
    return sorted(row[0] for row in vault.execute("SELECT json FROM sealed WHERE subject = ?", (uuid.UUID(person).bytes,)))


def marks_in(folder, people):
    """Which marks stand in any file of a folder, free pages and write-ahead logs included."""
    bytes_of_all = b""
    for place, _, names in os.walk(folder):
        for name in names:
            if name == "ballast":
                continue
            try:
                with open(os.path.join(place, name), "rb") as file:
                    bytes_of_all += file.read() + b"\0"
            except FileNotFoundError:
                continue
    return {mark for person in people for mark in person.marks if mark.encode() in bytes_of_all}


if __name__ == "__main__":
    sys.exit(main())

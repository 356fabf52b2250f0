"""Commands as people send them: whole dossiers by seed, from the register to the payment, each with a known id.

`Load` plays the scripts of many dossiers at once over many connections and keeps of every command what was sent and
what was answered. It lives on when the server dies: what has no answer yet is asked again under the same id.
"""

import collections
import datetime
import hashlib
import json
import random
import threading
import time
import uuid

from server import Lost, token

# Codes of answers that the log keeps nothing of: the person may not ask it at all, or it could not be read.
NOT_KEPT = {"not-allowed", "level-too-low", "unknown-dossier", "not-registered", "id-taken", "malformed-request"}
# Problem codes that say nothing about the command: it is asked again.
AGAIN = {"outcome-unknown", "disk-full", "overloaded", "unavailable", "too-many-requests", "not-recorded"}
# What a script yields when it goes on at a later day of the domain's clock.
LATER = "later"


class Person:
    """Somebody who asks, the way he signs in, and how the log names him."""

    def __init__(self, party, means="digid", office=None):
        self.party = party
        self.office = office
        self.means = means
        self.made = (0.0, "")

    @property
    def token(self):
        """Signs in anew when the last time is minutes ago: a signature asks for a fresh sign-in."""
        if time.monotonic() - self.made[0] > 120 or not self.made[1]:
            self.made = (time.monotonic(), token(self.party, self.means, office=self.office))
        return self.made[1]

    def principal(self, own):
        """`own`: whether it is about his own party or dossier."""
        if self.office:
            return f"employee:{self.party}@{self.office}"
        if self.party == "operator":
            return "operator"
        return f"{'holder' if own else 'caregiver'}:{self.party}"


class Ask:
    """One command: the bytes as they are sent each time, and every answer that came."""

    def __init__(self, id, person, principal, body, expected=None):
        self.id = id
        self.person = person
        self.body = body
        self.request = hashlib.sha256(principal.encode() + body).digest()
        self.principal = principal
        # The same trace each time, so that also a problem document is the same to the byte.
        self.trace = hashlib.sha256(body).hexdigest()[:32]
        # The code that must be answered; None when any will do.
        self.expected = expected
        self.sent = 0
        self.answer = None
        self.is_probe = False

    @property
    def code(self):
        """The problem code that was answered; None for an accepted command."""
        return None if self.answer[0] == 200 else json.loads(self.answer[1])["code"]

    @property
    def is_kept(self):
        """Whether the answer means that the log has the command."""
        return self.answer is not None and not self.is_probe and (self.answer[0] == 200 or self.code not in NOT_KEPT)

    @property
    def document(self):
        return json.loads(self.answer[1])

    @property
    def made(self):
        """The id of the first thing that the command makes: a payment."""
        bits = hashlib.sha256(b"id" + uuid.UUID(self.id).bytes + bytes(8)).digest()[:16]
        return str(uuid.UUID(bytes=bits))


class Load:
    """The scripts and everything that was asked. `digests` finds the digest of terms from the answer of a draft."""

    def __init__(self, seed, digests, dossiers=6, contracts=2, months=12):
        self.random = random.Random(seed)
        self.digests = digests
        # Commands that the server asks in somebody's name for a file that he handed in: request and principal by id.
        self.derived = {}
        self.sizes = (contracts, months)
        self.asks = []
        self.faults = []
        self.ready = collections.deque()
        self.waiting = {}
        self.parked = []
        self.acknowledged = 0
        self.in_flight = 0
        self.stopping = False
        # Hears of every command that got its first answer, at once.
        self.heard = None
        self.changed = threading.Condition()
        self._begin(self._offices(dossiers))

    # The scripts

    def id(self):
        return str(uuid.UUID(int=self.random.getrandbits(128)))

    def ask(self, person, type, fields, own=False, expected=None, id=None):
        id = id or self.id()
        body = json.dumps({"id": id, "type": type, **fields}, separators=(",", ":")).encode()
        ask = Ask(id, person, person.principal(own), body, expected)
        self.asks.append(ask)
        return ask

    def derive(self, name, person):
        """Expects the command that follows from a name, in the name of a person."""
        request = hashlib.sha256(name.encode()).digest()
        self.derived[request[:16]] = (request, person.principal(False))

    def _offices(self, dossiers):
        operator = Person("operator", "operator")
        self.care, self.svb = self.id(), self.id()
        self.clerk, self.payer = Person(self.id(), "employee", self.care), Person(self.id(), "employee", self.svb)
        self.assessor = Person(self.id(), "employee", self.care)
        yield [
            self.ask(operator, "register-office",
                     {"office": office, "kind": kind, "officeName": name, "code": code})
            for office, kind, name, code in [(self.care, "care-office", "Zorgkantoor Proef", "5599"),
                                             (self.svb, "svb", "Sociale Verzekeringsbank", "svb")]
        ] + [self._register(operator, person.party) for person in (self.clerk, self.payer, self.assessor)]
        yield [
            self.ask(operator, "appoint-employee", {"office": person.office, "employee": person.party, "roles": roles})
            for person, roles in [(self.clerk, ["registrar", "grants"]), (self.assessor, ["assessor"]),
                                  (self.payer, ["payments-releaser"])]
        ]
        for _ in range(dossiers):
            self._begin(self._dossier())

    def _register(self, by, party):
        return self.ask(by, "register-person", {
            "party": party, "fullName": f"Proefpersoon {self.random.randrange(10**6)}",
            "birthDate": f"19{self.random.randrange(30, 99)}-0{self.random.randrange(1, 10)}-11", "bsn": self._bsn(),
            "address": "Dorpsstraat 1, Waterrijk", "postcode": "2500AA"})

    def _bsn(self):
        while True:
            digits = [9, 9, 9] + [self.random.randrange(10) for _ in range(5)]
            last = sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1))) % 11
            if last < 10:
                return "".join(map(str, digits + [last]))

    def _dossier(self):
        contracts, months = self.sizes
        holder = Person(self.id())
        budget = self.id()
        # Not every month can be paid: claims that race for the last of the money are part of the load.
        cents = contracts * months * 130_000
        yield [self._register(self.clerk, holder.party)]
        yield [
            self.ask(self.clerk, "grant-budget", {
                "dossier": holder.party, "budget": budget, "law": "wlz", "from": "2026-01-01", "until": "2026-12-31",
                "grantedCents": cents, "functions": [{"function": "total", "cents": cents}]}),
            self._contact(holder),
        ]
        agreements = []
        for _ in range(contracts):
            agreement = yield from self._contract(holder, budget, {
                "kind": "family", "relation": "first-degree", "unit": "hour",
                "rateCents": self.random.randrange(2000, 2650)})
            if agreement is None:
                return
            agreements.append(agreement)
        if self.random.random() < 0.5:
            # Paid by the month: the system asks for that by itself.
            yield from self._contract(holder, budget, {
                "kind": "employment", "relation": "none", "unit": "month", "rateCents": 100_000,
                "weeklyMinutes": 960, "document": self.id()})
        yield from self._year(holder, agreements, months)

    def _contract(self, holder, budget, terms):
        """A contract from its draft to its approval; gives where it is and with whom."""
        caregiver = Person(self.id())
        place, general = {"dossier": holder.party, "contract": self.id()}, {}
        line = {key: terms[key] for key in ("unit", "rateCents", "weeklyMinutes") if key in terms}
        yield [self._register(self.clerk, caregiver.party)]
        yield [self._account(caregiver), self._contact(caregiver), self._contact(holder)]
        if "document" in terms:
            # The SVB does the payroll of an employee, and must know who he is.
            general = {"general": {"payroll": True, "taxCredit": True, "identityDocument": terms["document"]}}
        draft = self.ask(holder, "draft-contract", dict(place, caregiver=caregiver.party, terms={
            "kind": terms["kind"], "relation": terms["relation"], "start": "2026-01-01",
            "lines": [dict(line, budget=budget, function="personal-care", description="Wassen en aankleden.")],
            **general
        }), own=True)
        yield [draft]
        if draft.code:
            return None
        signed = dict(place, termsDigest=self.digests(draft.document))
        if "document" in terms:
            yield [self.ask(holder, "attach-document", dict(
                place, document=terms["document"], purpose="identity", mediaType="application/pdf",
                title="Identiteitskaart", content="JVBERi0xLjcKJSBUZXN0Cg=="), own=True)]
        yield [self.ask(holder, "share-contract", place, own=True)]
        yield [self.ask(caregiver, "sign-contract", signed)]
        yield [self.ask(holder, "submit-contract", signed, own=True)]
        yield [self.ask(self.assessor, "assess-contract",
                        dict(place, parts=["care", "labour"], outcome="approve", grounds=[]))]
        return place, caregiver

    def _contact(self, person):
        return self.ask(person, "change-contact", {
            "party": person.party, "email": f"p{self.random.randrange(10**6)}@voorbeeld.nl", "phone": "0612345678",
            "channel": "email"}, own=True)

    def _account(self, person):
        return self.ask(person, "change-bank-account", {
            "party": person.party, "iban": "NL02ABNA0123456789", "accountName": "Proefpersoon"}, own=True)

    def _year(self, holder, agreements, months):
        for start in range(1, months + 1, 4):
            batch = []
            for month in range(start, min(start + 4, months + 1)):
                for place, caregiver in agreements:
                    batch += self._claims(place, holder, caregiver, month)
            self.random.shuffle(batch)
            yield batch
            yield [self.ask(holder, "agree-claim", {"dossier": place["dossier"], "claim": ask.claim}, own=True)
                   for ask in batch if ask.by_caregiver and ask.code is None
                   and ask.document["outcome"] == "accepted"]
        yield LATER
        paid = [ask for ask in self.asks if ask.answer and ask.code is None and holder.party.encode() in ask.body
                and "payment-scheduled" in ask.document["events"]]
        statements = [self._statement("confirm-payment", ask, holder) for ask in paid]
        yield statements
        back = [self._statement("return-payment", ask, holder, bankReason="ac04") for ask in paid[::3]]
        yield back
        yield [self.ask(holder, "repeat-payment", {"dossier": holder.party, "payment": ask.payment}, own=True)
               for ask in back for _ in range(2)]

    def _claims(self, place, holder, caregiver, month):
        """The claim of a month, and some of what goes wrong around it."""
        first = datetime.date(2026, month, 1)
        monday = first + datetime.timedelta(-first.weekday() % 7)
        entries = []
        while monday.month == month:
            entries.append({"week": monday.isoformat(), "line": 1, "minutes": 15 * self.random.randrange(40, 140)})
            monday += datetime.timedelta(7)

        def file(person, own, claim=None, **fields):
            claim = claim or self.id()
            ask = self.ask(person, "file-claim", dict(
                place, claim=claim, month=f"2026-{month:02}", entries=entries, **fields), own=own)
            ask.claim, ask.by_caregiver = claim, not own
            return ask

        chance = self.random.random
        asks = [file(caregiver, False) if chance() < 0.2 else file(holder, True)]
        if chance() < 0.2:  # two at once for one month
            asks.append(file(holder, True))
        if chance() < 0.1:  # the same claim under another id
            asks.append(file(holder, True, asks[0].claim))
        if chance() < 0.1:  # on a state that is long gone
            asks.append(file(holder, True, revision=1))
        if chance() < 0.1:  # by somebody who may not
            asks.append(self.ask(holder, "confirm-payment", {
                "dossier": place["dossier"], "payment": self.id(), "on": "2027-01-04"}, own=True,
                expected="not-allowed"))
            asks[-1].by_caregiver = False
        return asks

    def _statement(self, type, ask, holder, **fields):
        statement = self.ask(self.payer, type, dict(
            dossier=holder.party, payment=ask.made, on="2027-01-11", **fields))
        statement.payment = ask.made
        return statement

    # Playing

    def _begin(self, script):
        self._go_on(script)

    def _go_on(self, script):
        while True:
            batch = next(script, None)
            if batch is None:
                return
            if batch == LATER:
                self.parked.append(script)
                return
            if batch:
                break
        step = [script, len(batch)]
        for ask in batch:
            self.waiting[ask] = step
            self.ready.append(ask)
            if self.random.random() < 0.08:  # delivered twice at the same time
                self.ready.append(ask)

    def go_to_later(self):
        """Wakes the scripts that wait for a later day."""
        with self.changed:
            parked, self.parked = self.parked, []
            for script in parked:
                self._go_on(script)

    @property
    def is_played(self):
        """Nothing is left to ask before a later day."""
        return not self.waiting and not self.ready

    def take(self):
        """The next command to send; None when there is none any more."""
        with self.changed:
            while not self.ready and self.waiting and not self.stopping:
                self.changed.wait()
            if self.stopping or not self.ready:
                return None
            ask = self.ready.popleft()
            ask.sent += 1
            return ask

    def settle(self, ask, status, body):
        """Takes an answer; one that says nothing about the command puts it back."""
        with self.changed:
            if status >= 400 and json.loads(body)["code"] in AGAIN:
                self._put_back(ask)
                return False
            if status >= 500:
                self.faults.append(f"{ask.id} was answered {status}: {body[:200]}")
            if ask.answer is None:
                ask.answer = (status, body)
                self.acknowledged += ask.is_kept
                if self.heard and ask.is_kept:
                    self.heard(ask)
                if ask.expected and ask.code != ask.expected:
                    self.faults.append(f"{ask.id} was answered {body[:200]} and not {ask.expected}")
                if status == 400 or status == 401:
                    self.faults.append(f"the load sent what cannot be read: {ask.body} {body}")
            elif ask.is_kept and ask.answer != (status, body):
                self.faults.append(f"{ask.id} was answered {ask.answer} and then {(status, body)}")
            step = self.waiting.pop(ask, None)
            if step:
                step[1] -= 1
                if step[1] == 0:
                    self._go_on(step[0])
            self.changed.notify_all()
            return True

    def lose(self, ask):
        """No answer came: whether it was done is not known."""
        with self.changed:
            self._put_back(ask)

    def _put_back(self, ask):
        if ask in self.waiting and ask not in self.ready:
            self.ready.appendleft(ask)
        self.changed.notify_all()

    def interrupt(self):
        """Lets the connections end."""
        with self.changed:
            self.stopping = True
            self.changed.notify_all()

    def run(self, server, connections=16):
        """Starts connections that ask what is ready; they end when the server dies or nothing is left."""
        self.stopping = False
        threads = [threading.Thread(target=self._work, args=(server,), daemon=True) for _ in range(connections)]
        for thread in threads:
            thread.start()
        return threads

    def _work(self, server):
        ask = None
        try:
            with server.connect() as connection:
                while ask := self.take():
                    status, body = connection.ask("POST", "/v1/commands", ask.person.token, ask.body, ask.trace)
                    if not self.settle(ask, status, body):
                        return
                    ask = None
        except Lost:
            if ask:
                self.lose(ask)

    def repeat(self, server, most=None):
        """Asks again what was answered, and the same ids with another content. Gives how many repeats were compared."""
        kept = [ask for ask in self.asks if ask.is_kept]
        if most and len(kept) > most:
            kept = self.random.sample(kept, most)
        with server.connect() as connection:
            for ask in kept:
                status, body = connection.ask("POST", "/v1/commands", ask.person.token, ask.body, ask.trace)
                if (status, body) != ask.answer:
                    self.faults.append(f"a repeat of {ask.id} gave {status} {body}; before it gave {ask.answer}")
            for ask in kept[::10]:
                other = ask.body[:-1] + b" }"
                status, body = connection.ask("POST", "/v1/commands", ask.person.token, other, ask.trace)
                if status != 409 or json.loads(body)["code"] != "id-taken":
                    self.faults.append(f"{ask.id} with another content gave {status} {body}")
        return len(kept)

"""The files that a bank sends, made from the files that it got; and the ids under which the server takes them up."""

import hashlib
import re
import uuid
from xml.etree import ElementTree

ACCOUNT = "NL81PGBT0000000001"


class PaymentFile:
    """A pain.001 as a bank reads it. Raises ValueError when it is not whole or does not hold together."""

    def __init__(self, data):
        try:
            root = ElementTree.fromstring(data)
        except ElementTree.ParseError as error:
            raise ValueError(f"is not whole: {error}") from None
        space = root.tag.split("}")[0] + "}"
        self.message = root.findtext(f".//{space}MsgId")
        self.payments = [(transfer.findtext(f".//{space}EndToEndId"), cents(transfer.findtext(f".//{space}InstdAmt")))
                         for transfer in root.iter(f"{space}CdtTrfTxInf")]
        self.sum = sum(amount for _, amount in self.payments)
        said = {(int(head.findtext(f"{space}NbOfTxs")), cents(head.findtext(f"{space}CtrlSum")))
                for name in ("GrpHdr", "PmtInf") for head in root.iter(space + name)}
        if said != {(len(self.payments), self.sum)}:
            raise ValueError(f"says {said} and has {len(self.payments)} transfers of {self.sum} cents")


def cents(text):
    whole, part = re.fullmatch(r"(\d+)\.(\d\d)", text).groups()
    return int(whole) * 100 + int(part)


def euros(amount):
    return f"{abs(amount) // 100}.{abs(amount) % 100:02}"


class Statement:
    """A camt.053: bookings one after the other, and balances that hold together."""

    def __init__(self, id, day):
        self.id, self.day = id, day
        self.entries, self.sum, self.lines = [], 0, 0

    def add(self, amount, details=(), batch=None, reason=None):
        """A booking; below zero is money that left. `details` are end-to-end references and amounts."""
        side = "DBIT" if amount < 0 else "CRDT"
        parts = [f"<Btch><MsgId>{batch}</MsgId></Btch>"] if batch else []
        for reference, part in details:
            back = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
            parts.append(f'<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs><Amt Ccy="EUR">{euros(part)}</Amt>'
                         f"<CdtDbtInd>{side}</CdtDbtInd>{back}</TxDtls>")
        self.entries.append(
            f'<Ntry><Amt Ccy="EUR">{euros(amount)}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
            f"<BookgDt><Dt>{self.day}</Dt></BookgDt><NtryDtls>{''.join(parts)}</NtryDtls></Ntry>\n")
        self.sum += amount
        self.lines += max(1, len(details))

    @property
    def bytes(self):
        def balance(code, amount):
            return (f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{euros(amount)}</Amt><CdtDbtInd>'
                    f"{'DBIT' if amount < 0 else 'CRDT'}</CdtDbtInd><Dt><Dt>{self.day}</Dt></Dt></Bal>\n")
        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
                f"<BkToCstmrStmt><GrpHdr><MsgId>bank-{self.id}</MsgId><CreDtTm>{self.day}T20:00:00</CreDtTm></GrpHdr>\n"
                f"<Stmt><Id>{self.id}</Id><Acct><Id><IBAN>{ACCOUNT}</IBAN></Id></Acct>\n"
                f"{balance('OPBD', 10**9)}{balance('CLBD', 10**9 + self.sum)}{''.join(self.entries)}"
                f"</Stmt></BkToCstmrStmt></Document>\n").encode()

    @property
    def parts(self):
        return ["statement", f"bank-{self.id}", ACCOUNT, self.id]


class Refusal:
    """A pain.002 in which the bank refuses one transfer of a file."""

    def __init__(self, id, message, reference):
        self.id, self.message, self.lines = id, message, 1
        self.bytes = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03">'
            f"<CstmrPmtStsRpt><GrpHdr><MsgId>report-{id}</MsgId><CreDtTm>2027-01-19T12:00:00+01:00</CreDtTm></GrpHdr>\n"
            f"<OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
            f"<GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\n<OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}-1</OrgnlPmtInfId>"
            f"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AM10</Cd>"
            f"</Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n").encode()

    @property
    def parts(self):
        return ["status", f"report-{self.id}", self.message]


def commands_of(file, most):
    """The names of the commands that taking up a file asks, each at most `most` times for one line."""
    text = "".join(f"{len(part.encode())} {part} " for part in file.parts)
    id = uuid.UUID(bytes=hashlib.sha256(text.encode()).digest()[:16])
    return [f"bank/{id}/read"] + [f"bank/{id}/{line}/{index}" for line in range(1, file.lines + 1)
                                  for index in range(most)]

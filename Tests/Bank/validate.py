"""Judges the bank files of this repository by others' means: the public XSDs, and Unicode as Python knows it.

    validate.py FOLDER... : every `.xml` in these folders; `letters.tsv` and `odd-names` files come from the Swift tests

The schemas come out of installed packages (`requirements.txt`), none is copied here. No package has pain.002.001.10: our
reader takes it because .03 and .12 agree in all that it reads. What a schema does not say about the payment files that
we write (check digits, characters, lengths, slashes, sums) is computed here once more.
"""
import importlib.util
import pathlib
import sys
import unicodedata

from lxml import etree

PREFIX = "urn:iso:std:iso:20022:tech:xsd:"
SCHEMAS = {
    "pain.001.001.03": ("sepaxml", "schemas/pain.001.001.03.xsd"),
    "pain.001.001.09": ("sepaxml", "schemas/pain.001.001.09.xsd"),
    "pain.002.001.03": ("pain001", "pain002/schemas/pain.002.001.03.xsd"),
    "pain.002.001.12": ("pain001", "pain002/schemas/pain.002.001.12.xsd"),
    "camt.053.001.02": ("camt053", "xsd/camt.053.001.02.xsd"),
    "camt.053.001.08": ("camt053", "xsd/camt.053.001.08.xsd"),
    "camt.054.001.02": ("camt053", "xsd/camt.054.001.02.xsd"),
    "camt.054.001.08": ("camt053", "xsd/camt.054.001.08.xsd"),
}
SEPA = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")
LENGTHS = {"MsgId": 35, "PmtInfId": 35, "InstrId": 35, "EndToEndId": 35, "Nm": 70, "Ustrd": 140}

faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


def schema(name, loaded={}):
    if name not in loaded:
        package, path = SCHEMAS[name]
        folder = importlib.util.find_spec(package).submodule_search_locations[0]
        loaded[name] = etree.XMLSchema(etree.parse(str(pathlib.Path(folder) / path)))
    return loaded[name]


def is_iban(text):
    moved = text[4:] + text[:4]
    return text.isascii() and text.isalnum() and int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def cents(text):
    whole, point, rest = text.partition(".")
    assert point and len(rest) == 2 and whole.isdigit() and rest.isdigit(), f"{text} is no amount as we write it"
    return int(whole) * 100 + int(rest)


def payment_file(path, raw, root, namespace):
    """What SEPA asks of a pain.001 and its schema does not."""
    tag = lambda name: "{" + namespace + "}" + name
    if not raw.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n'):
        fault(path, "does not begin with its declaration")
    if not raw.isascii():
        fault(path, "has bytes outside ASCII")
    for element in root.iter():
        name, text = etree.QName(element).localname, element.text or ""
        if name == "IBAN" and not is_iban(text):
            fault(path, f"line {element.sourceline}: check digits")
        if name in LENGTHS and not 1 <= len(text) <= LENGTHS[name]:
            fault(path, f"line {element.sourceline}: {name} has {len(text)} characters")
        if name in LENGTHS and (
            not set(text) <= SEPA or "//" in text or "  " in text or text[0] in "/ " or text[-1] in "/ "
        ):
            fault(path, f"line {element.sourceline}: {name} is not in the SEPA form")
        if name in {"PstlAdr", "AdrLine"}:
            fault(path, f"line {element.sourceline}: an address")
    amounts = [cents(e.text) for e in root.iter(tag("InstdAmt")) if e.get("Ccy") == "EUR"]
    transfers = list(root.iter(tag("CdtTrfTxInf")))
    ids = [e.text for e in root.iter(tag("EndToEndId"))]
    if not len(amounts) == len(transfers) == len(ids) == len(set(ids)) > 0:
        fault(path, "amounts, transfers and ids are not as many")
    if not all(1 <= amount <= 99_999_999_999 for amount in amounts):
        fault(path, "an amount outside what SEPA carries")
    counts = [int(e.text) for e in root.iter(tag("NbOfTxs"))]
    sums = [cents(e.text) for e in root.iter(tag("CtrlSum"))]
    if counts != [len(amounts)] * 2 or sums != [sum(amounts)] * 2:
        fault(path, "count or sum differs from the transfers")


def letters(path):
    """Each scalar between two letters: one that Unicode decomposes to letters of the set is spelled with them."""
    compared = 0
    for line in path.read_text().splitlines():
        number, _, ours = line.partition("\t")
        scalar = chr(int(number, 16))
        if not unicodedata.name(scalar, "").startswith("LATIN "):
            continue
        bare = "".join(c for c in unicodedata.normalize("NFD", scalar) if not unicodedata.combining(c))
        if bare.isascii():
            compared += 1
            if bare != ours:
                fault(path, f"U+{number} is `{ours}` and decomposes to `{bare}`")
    if compared < 500:
        fault(path, f"only {compared} letters to compare")


def main(folders):
    seen = {}
    for folder in map(pathlib.Path, folders):
        for path in sorted(folder.glob("*.xml")):
            raw = path.read_bytes()
            root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
            namespace = etree.QName(root).namespace or ""
            name = namespace.removeprefix(PREFIX)
            if name not in SCHEMAS:
                fault(path, f"no schema for `{namespace}`")
                continue
            seen[name] = seen.get(name, 0) + 1
            if not schema(name).validate(root):
                for error in list(schema(name).error_log)[:5]:
                    fault(path, f"line {error.line}: {error.message}")
            if name.startswith("pain.001"):
                payment_file(path, raw, root, namespace)
        for path in folder.glob("letters.tsv"):
            letters(path)
            seen["letters"] = 1
    for name in list(SCHEMAS) + ["letters"]:
        if name not in seen:
            fault(name, "nothing to judge: the tests have not written it, or its sample is gone")
    for line in faults[:50]:
        print(line)
    print(f"{sum(seen.values())} files judged, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

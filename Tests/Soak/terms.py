"""The digest of contract terms, as a reader of the terms makes it before signing."""

import hashlib
import json
import os
import sqlite3


def digest_in(folder, answer):
    """Reads the terms of an accepted draft in the log: its last event. Opens the log read-only and briefly."""
    log = sqlite3.connect(f"file:{os.path.join(folder, 'log.db')}?mode=ro", uri=True)
    try:
        (body,) = log.execute("SELECT body FROM event WHERE position = ?", (answer["position"],)).fetchone()
    finally:
        log.close()
    terms = json.dumps(json.loads(body)["terms"], separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(terms.encode()).hexdigest()

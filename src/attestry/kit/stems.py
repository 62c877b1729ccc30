"""Words brought to their stems, by the tokenizer of SQLite's full-text search (Porter, Unicode, no accents).

“Encrypted”, “encrypts” and “encryption” become one. It comes with the standard library: nothing is
installed for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

_TABLE = "CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='porter unicode61 remove_diacritics 2')"


def stems_of(texts: Sequence[str]) -> list[list[str]]:
    """The stems of each text, in its order, at the same place."""
    found: list[list[str]] = [[] for _ in texts]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(_TABLE)
        database.execute("CREATE VIRTUAL TABLE words USING fts5vocab(texts, 'instance')")
        database.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", enumerate(texts))
        for place, term in database.execute("SELECT doc, term FROM words ORDER BY doc, offset"):
            found[place].append(term)
    return found

"""Words that a letter of management may not use, since they borrow an auditor's authority.

A text is looked at as a reader sees it: letters that only look like others, letters set apart, hidden
characters and accents change nothing.
"""

from __future__ import annotations

import re
import unicodedata

_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u0501\u04bb\u051b\u051d"
    "\u03b1\u03b5\u03bf\u03c1\u03c4\u03c5\u03b9\u03ba\u03bd\u1d00\u1d07\u026a",
    "aeopcyxisjdhqwaeoptuikvaei",
)
_DIGITS = str.maketrans("013457@$", "oieastas")
_BORROWED = re.compile(
    r"\b(?:audited|audite[rd]?t?|auditad[oa]s?|auditiert\w*"
    r"|certif(?:y|ies|ied|ying|ication|ications|ie|iee|ies|icado|icada)|zertifizier\w*|soc ?2 certificat\w*"
    r"|assur(?:e|es|ed|ing|ance|ances)|attest(?:s|ed|ing|ation|ations)?"
    r"|guarante\w+|garanti\w+|warrant(?:s|y|ies|ed)|accredit\w+"
    r"|independently (?:verified|examined|reviewed|tested)"
    r"|clean opinion|unqualified opinion|unmodified opinion)\b"
)
_APART = re.compile(r"(?<=\b\w)[\W_]+(?=\w\b)")
_INSIDE = re.compile(r"(?<=\w)[-\u2010\u2011\u2012\u2013.\u00b7_*'\u2019/]+(?=\w)")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_WORD = re.compile(r"\w+")


def borrowed_words(text: str) -> tuple[str, ...]:
    """The words that claim an auditor's authority, as they read, each once, in their order."""
    plain = _plain(text)
    seen = (plain, _INSIDE.sub("", plain), _APART.sub("", plain), plain.translate(_DIGITS))
    found = (one.group() for version in seen for one in _BORROWED.finditer(version))
    return tuple(dict.fromkeys(found)) + _mixed(text)


def _plain(text: str) -> str:
    """The text in small plain letters, without what one does not see."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        one for one in apart if unicodedata.category(one) not in ("Mn", "Cf", "Cc") or one in "\n\t"
    )
    return re.sub(r"\s+", " ", kept.translate(_LOOKALIKES))


def _mixed(text: str) -> tuple[str, ...]:
    """Words that mix alphabets, which no honest word does."""
    found = []
    for word in _WORD.findall(unicodedata.normalize("NFKC", text)):
        names = {unicodedata.name(one, "").split(" ")[0] for one in word if one.isalpha()}
        if len(names & set(_SCRIPTS)) > 1 and word not in found:
            found.append(word)
    return tuple(found)

"""What DuckDB's words say, in Spark's: SQL of pieces of SQL."""

from __future__ import annotations

# The space separators (Unicode category Zs), which DuckDB trims; Spark knows the first alone.
_BLANKS = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Capitals that Unicode 16 and 17 gave a small letter, of which DuckDB does not know yet.
_NEW_CAPITALS = (
    r"\\x{1c89}\\x{a7cb}\\x{a7cc}\\x{a7ce}\\x{a7d2}\\x{a7d4}\\x{a7da}\\x{a7dc}"
    r"\\x{10d50}-\\x{10d65}\\x{16ea0}-\\x{16eb8}"
)


def lower_case(text: str) -> str:
    """Each letter made small by itself: a sigma at the end of a word stays what DuckDB makes of it."""
    return (
        f"CASE WHEN {text} RLIKE '^[\\\\x00-\\\\x7f]*$' THEN lower({text}) "
        f"ELSE array_join(transform(split({text}, ''), _letter -> CASE WHEN _letter = '\u0130' THEN 'i' "
        f"WHEN _letter RLIKE '[{_NEW_CAPITALS}]' THEN _letter ELSE lower(_letter) END), '') END"
    )


def trimmed(text: str) -> str:
    """Without the blanks of every script at both ends."""
    return f"trim(BOTH '{_BLANKS}' FROM {text})"


def divided(of: str, by: str) -> str:
    """A fraction; by zero infinite. Zero by zero is no number, whose text depends on the processor."""
    if by.isdigit() and int(by):
        return f"CAST({of} AS DOUBLE) / {by}D"
    return (
        f"CASE WHEN {by} = 0 THEN CAST({of} AS DOUBLE) * CAST('Infinity' AS DOUBLE) "
        f"ELSE CAST({of} AS DOUBLE) / CAST({by} AS DOUBLE) END"
    )


def number_as_whole(of: str) -> str:
    """The nearest whole number: of a DOUBLE half goes to the even one, of a DECIMAL away from zero."""
    return (
        f"CASE WHEN typeof({of}) = 'double' THEN CAST(rint(CAST(CAST({of} AS STRING) AS DOUBLE)) AS BIGINT) "
        f"WHEN typeof({of}) = 'string' THEN raise_error('a text is cast to BIGINT') "
        f"ELSE CAST(round({of}) AS BIGINT) END"
    )


def number_as_text(of: str) -> str:
    """The text of whatever it is, of a DOUBLE as DuckDB writes it."""
    return (
        f"CASE WHEN typeof({of}) = 'double' THEN {double_as_text(f'CAST({of} AS STRING)')} "
        f"ELSE CAST({of} AS STRING) END"
    )


def double_as_text(java: str) -> str:
    """Java's text of a DOUBLE as DuckDB writes it: an exponent from 1e16 on, and below 1e-4.

    The smallest numbers of all, below 1e-300, may have another last digit.
    """
    shortest = f"transform(array({java}), _long -> {_SHORTEST})"
    return f"element_at(transform({shortest}, _java -> {_RULE}), 1)"


# Before version 19 Java writes some numbers with more digits than tell them apart.
_EXACT = "CAST(_long AS DOUBLE)"
_SHORTEST = "CASE WHEN _long IS NULL OR length(_long) < 17 OR _long LIKE '%Infinity' THEN _long "
for _digits in (15, 16):
    _fewer = f"format_string('%.{_digits - 1}e', {_EXACT})"
    _SHORTEST += (
        f"WHEN CAST({_fewer} AS DOUBLE) = {_EXACT} "
        f"THEN replace(regexp_replace({_fewer}, '0*e[+]?', 'E'), '.E', '.0E') "
    )
_SHORTEST += "ELSE _long END"

_PATTERN = r"^(-?)([0-9])[.]([0-9]+)E(-?[0-9]+)$"
_SIGN, _FIRST, _REST, _POWER = (f"regexp_extract(_java, '{_PATTERN}', {group})" for group in range(1, 5))
_DIGITS = f"{_FIRST} || CASE WHEN {_REST} = '0' THEN '' ELSE {_REST} END"
_EXPONENT = f"CAST({_POWER} AS INT)"
_POWER_AS_TEXT = (
    f"CASE WHEN {_EXPONENT} < 0 THEN '-' ELSE '+' END "
    f"|| CASE WHEN abs({_EXPONENT}) < 10 THEN '0' ELSE '' END || CAST(abs({_EXPONENT}) AS STRING)"
)
_RULE = (
    f"CASE WHEN _java IS NULL THEN NULL WHEN _java = 'NaN' THEN 'nan' "
    f"WHEN _java LIKE '%Infinity' THEN replace(_java, 'Infinity', 'inf') "
    f"WHEN NOT _java LIKE '%E%' THEN _java "
    f"WHEN {_EXPONENT} BETWEEN 0 AND 15 THEN {_SIGN} || "
    f"CASE WHEN length({_DIGITS}) <= {_EXPONENT} + 1 THEN rpad({_DIGITS}, {_EXPONENT} + 1, '0') || '.0' "
    f"ELSE substring({_DIGITS}, 1, {_EXPONENT} + 1) || '.' || substring({_DIGITS}, {_EXPONENT} + 2) END "
    f"WHEN {_EXPONENT} BETWEEN -4 AND -1 THEN {_SIGN} || '0.' || repeat('0', -{_EXPONENT} - 1) || {_DIGITS} "
    f"ELSE {_SIGN} || {_FIRST} || CASE WHEN {_REST} = '0' THEN '' ELSE '.' || {_REST} END || 'e' "
    f"|| {_POWER_AS_TEXT} END"
)

"""Evidence: what was seen, sealed so that nobody can change it unnoticed.

Nouns: entry (one line of the ledger), segment (the changed rows of one table), document,
checkpoint (the signed root of the log at a size), tables as of an instant. Holds no verdict.
"""

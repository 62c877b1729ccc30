"""The journal: who did what, when, to which subject, and what it was before and after.

Nouns: actor, act, journal entry. Every write in the house goes through ``acts.act``, which
writes here in the same transaction. Not evidence: the ledger holds what sources said, the
journal what people did.
"""

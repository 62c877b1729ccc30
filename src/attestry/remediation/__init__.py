"""Remediation: each gap becomes a task with an owner, a deadline and a verifier, until its fix is proved.

Nouns: task, move, fix evidence, dependency, capacity. What a gap is, rooms below
find; what was fixed, the ledger's entries show.
"""

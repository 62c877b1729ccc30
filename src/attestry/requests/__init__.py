"""Requests: what the firm asks for (the PBC list), who answers it, and with which evidence.

Nouns: request, answer, return, comment. Not the evidence itself, which the ledger keeps.
"""

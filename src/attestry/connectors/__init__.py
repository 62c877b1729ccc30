"""Connectors: what is read, as whom, how often, and how the last reading went.

Nouns: source (a kind of system, one folder under ``sources``), connection (one such system,
with its settings and secrets), stream, collection, snapshot. Collects without judging.
"""

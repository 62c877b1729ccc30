"""Readiness: every criterion in scope against what is there, and what a person makes of it.

Nouns: standing, rating, assessment, gap, next act, report plan, effort plan, quick start. A standing is
computed from sealed results; a rating is a person's judgement beside it, and a plan is management's. Not an
opinion: no report of this room is attestation.
"""

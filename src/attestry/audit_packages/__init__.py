"""Audit packages: one file with which a stranger checks and recomputes what was said of a period.

A package holds sealed entries and their bytes, signed roots, the journal, and the recorded
intervals. Verifying one needs neither a home nor a network. What an auditor concludes is not in it.
"""

"""Populations and samples: the frozen list of what happened, and what the firm draws from it.

Nouns: population, freeze, reconciliation, sample, sampled item. Not the tests of what was drawn (workpapers).
"""

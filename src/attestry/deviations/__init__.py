"""Deviations: where a control did not work as described, how far that reaches, and what management answers.

Nouns: deviation, evaluation, management response, subsequent event. Not the opinion, which the firm writes.
"""

"""Deviations: what did not hold, confirmed and weighed by the firm, shared, and answered by management.

Nouns: deviation, confirmation, evaluation, effect, compensating control, shared result, response,
event inquiry. A deviation forces nothing: the opinion is written in a room of its own.
"""

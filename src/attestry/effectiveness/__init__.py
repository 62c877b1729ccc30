"""Effectiveness: how long each answer held, and what that says of a control and a criterion.

Nouns: interval, control status, criterion status, depth of assurance. Everything here is
derived from sealed results; nothing is stored that could drift from them.
"""

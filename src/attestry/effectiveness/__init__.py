"""Effectiveness: how long each answer held, and what that says of a control and a criterion.

Nouns: interval, control status, criterion status, depth of assurance, coverage map, exposure. All of
them are derived from sealed results; nothing is stored that could drift from them. Only excusals are
kept here, because a person gives them.
"""

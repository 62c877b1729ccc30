"""Notices: what people are told outside of Attestry, by mail and in chat channels.

A notice waits in the outbox until it is delivered or given up. What is told is decided by the
room that tells it; this room only brings it there.
"""

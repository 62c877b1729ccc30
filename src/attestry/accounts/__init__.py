"""Accounts: who may sign in, as what, and with which permissions.

Nouns: user, role, permission, sign-in link. Not the workforce: a worker without an account
is a row of evidence, not of this room.
"""

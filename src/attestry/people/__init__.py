"""People: who works here, in which team, reporting to whom, from when until when.

Nouns: person, team, manager, joiner, mover, leaver, duty. A person need not be a user: users sign
in (accounts), people are who controls are about.
"""

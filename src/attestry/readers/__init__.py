"""The readers of a report: user entities, their people, what they asked for and what they were granted.

Nouns: user entity, reader, access request, rule, grant, sign-in link. A reader is no user of the program:
nothing but what was granted is within reach.
"""

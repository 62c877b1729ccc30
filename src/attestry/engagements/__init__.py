"""Engagements: an examination by a firm, from planning to the issued report, and the wall inside it.

Nouns: engagement, firm, team member, independence note, engagement letter, carried matter. Not the work
itself: requests, populations, workpapers, deviations, descriptions and opinions are rooms of their own.
"""

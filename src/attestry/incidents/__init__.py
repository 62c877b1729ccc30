"""Incidents: what happened, when, how bad, who was told, why, and what was learned.

Nouns: incident, timeline entry, incident notice, mandatory step, follow-up, exercise. Not the mails that
the house sends by itself (notices), nor the tasks that close a gap (remediation).
"""

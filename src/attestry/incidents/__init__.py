"""Incidents: what happened, when, how bad, who was told, why, and what was learned."""

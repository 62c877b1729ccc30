"""The rules of policies: clauses, standing, dates, and what differs between two texts."""

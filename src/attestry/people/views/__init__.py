"""Pages of this room: people, teams, lists handed in, checklists, and each person's own page."""

"""What a mail address may be, who is let in by a rule, and how a grant stands."""

"""Where the days of the story lie, and chance that always falls the same way."""

"""What an opinion may be, and what of a report disagrees with the rest of it."""

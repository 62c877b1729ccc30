"""What each source would have said on a day: rows as pure functions of the moment."""

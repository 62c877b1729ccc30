"""The rules of who owes a course, by when, and who is late."""

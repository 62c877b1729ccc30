"""Writes: the program as its people lead it, day by day, through the rooms' own acts."""

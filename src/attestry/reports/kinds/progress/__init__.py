"""The board's page: where the program is, what stands in the way, and what it will take."""

"""What a reader needs of a report, out of its contents alone."""

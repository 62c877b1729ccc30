"""Acts on vendors, their reviews and reports, and on names that were seen."""

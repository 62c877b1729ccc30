"""Pages of populations and samples, for each side its own."""

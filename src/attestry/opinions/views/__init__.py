"""Pages of the opinion."""

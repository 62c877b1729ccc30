"""Pages of incidents and exercises."""

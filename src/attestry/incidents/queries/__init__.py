"""Reading incidents and exercises."""

"""Pages of this room: the categories, services and data, the boundary, what was discovered."""

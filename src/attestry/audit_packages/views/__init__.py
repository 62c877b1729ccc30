"""Pages of audit packages."""

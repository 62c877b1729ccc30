"""Pages of workpapers, seen by the firm alone."""

"""Pages of this room: setting a test's thresholds, and a person's own test of a control."""

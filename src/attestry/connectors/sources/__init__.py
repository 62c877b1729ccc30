"""The systems that can be read: one folder each, found by its manifest, none knowing another."""

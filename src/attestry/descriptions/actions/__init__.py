"""Acts on descriptions: writing, commenting, finalising, and signing the assertion."""

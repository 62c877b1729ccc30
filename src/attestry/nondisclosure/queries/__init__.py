"""Reading agreements and what binds a reader."""

"""What binds a reader."""

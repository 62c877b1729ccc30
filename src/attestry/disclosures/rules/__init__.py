"""What stands on a copy, and how it is read back."""

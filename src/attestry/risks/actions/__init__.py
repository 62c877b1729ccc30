"""What is done to risks."""

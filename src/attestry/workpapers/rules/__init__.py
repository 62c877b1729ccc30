"""What the firm tests, how it records what it saw, and what it may conclude from that."""

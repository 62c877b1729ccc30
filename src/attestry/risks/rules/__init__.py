"""The arithmetic of risks."""

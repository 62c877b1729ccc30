"""Publishing, signing, and what was signed on paper."""

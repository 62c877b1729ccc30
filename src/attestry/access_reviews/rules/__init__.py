"""The rules of what a reviewer has to look at twice, and what proves a removal."""

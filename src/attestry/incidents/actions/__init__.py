"""Acts on incidents and exercises."""

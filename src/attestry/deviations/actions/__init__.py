"""Acts on deviations: the firm weighs and shares, management answers."""

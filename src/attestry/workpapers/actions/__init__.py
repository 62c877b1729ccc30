"""Acts on workpapers: all of them the firm's alone."""

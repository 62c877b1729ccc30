"""Acts on customers, obligations and held reports."""

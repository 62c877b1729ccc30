"""Acts on opinions: by the firm's hand alone."""

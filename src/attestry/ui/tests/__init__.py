"""What holds the look: words, contrast, components, and the gallery in a real browser."""

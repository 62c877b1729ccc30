"""Pure rules of bridge letters: what they cover, which words they may not use, what keeps them from going."""

"""The arithmetic of controls: what one must have, where its state leads, what a set covers."""

"""What goes with a grant, and what was handed out."""

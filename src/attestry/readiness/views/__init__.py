"""Pages of this room: the criteria, the controls, the frameworks, and the comparison with its ratings."""

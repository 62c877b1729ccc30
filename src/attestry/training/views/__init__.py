"""Pages of this room: courses with their coverage, taking one, lists, campaigns."""

"""Pages of this room: the control tests, one test, one item, the proof walk, the page of a date."""

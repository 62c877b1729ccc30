"""The tables of this room: how each is sorted, what it can be held to, and what its export says."""

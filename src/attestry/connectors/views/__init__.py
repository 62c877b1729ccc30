"""Pages of this room: connections, one connection, adding one, and the declared tables."""

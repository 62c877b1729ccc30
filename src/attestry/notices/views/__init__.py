"""Pages of this room: the outbox and its channels."""

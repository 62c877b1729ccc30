"""Reads of this room: the register, one vendor, what waits, and names that other lists hold."""

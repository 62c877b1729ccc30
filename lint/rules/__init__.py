"""One file per rule, each with ``check(sources)`` and a message that teaches."""

"""One account of Amazon Web Services, read call by call: what it says, and where it would not say.

Each stream asks the fewest calls that answer its tables. A refused, throttled or cut answer
becomes a gap on the columns it would have filled; the rest of the stream goes on.
"""

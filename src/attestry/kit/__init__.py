"""The ground under every room: time, digests, trees, stores, content files and errors.

Nothing here knows a noun of the domain; every file is named for the one thing it is.
"""

"""Reads: reviews, their items, and the sealed lists of accounts they are frozen from."""

"""Reads: how every risk stands on a day."""

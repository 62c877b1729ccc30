"""Reads: how every need stands, what is at risk, and who is served by which report."""

"""Readers who rely on a report."""

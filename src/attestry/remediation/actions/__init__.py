"""Writes of remediation."""

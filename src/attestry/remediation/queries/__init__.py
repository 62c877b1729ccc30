"""Reads of remediation."""

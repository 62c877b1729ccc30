"""Reads: policies and their versions, templates, and who owes an acknowledgement."""

"""Mapping, asking and answering."""

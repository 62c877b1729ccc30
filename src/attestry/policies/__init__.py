"""Policies: written, approved by their digest, published, and acknowledged by each person."""

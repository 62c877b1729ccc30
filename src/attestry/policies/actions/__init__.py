"""Writes: templates, texts, decisions about them, and acknowledgements."""

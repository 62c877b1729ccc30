"""Writes: telling the company's months to an empty home, and telling them on until today."""

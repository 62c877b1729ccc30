"""The opinion and the report that carries it: written by the firm, checked, issued once and never changed.

Nouns: opinion, modification, consistency check, red flag, issued report,
companion. Not the drawing of its pages (reports).
"""

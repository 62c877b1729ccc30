"""Workpapers: the firm's tests of each control, item by item, and what it concludes.

Nouns: workpaper, procedure, attribute, item result, walkthrough, interview note, conclusion, review.
Seen by the firm alone.
"""

"""Frameworks: what controls are judged against, in dated editions.

Nouns: framework, category, section, criterion, point of focus, glossary term. A framework is
voluntary or law; its editions stand side by side, so that a move from one to the next shows
as a delta. Not the company's choice of categories (scope), nor its controls.
"""

"""The non-disclosure agreement: its versions, and who signed which text when.

Nouns: agreement, version, signing, signed copy, agreement on paper.
"""

"""Bridge letters: management's word on the time since a report's period ended, no more than evidence bears.

Nouns: bridge letter, change since, disclosure, signing officer. No assurance of the firm stands in one.
"""

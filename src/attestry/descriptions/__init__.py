"""The system description by its nine criteria, and management's assertion about it.

Nouns: description, passage, description criterion, assertion, signatory.
Management writes it; the firm only comments.
"""

"""The reader's view: what a user entity needs of a report before it relies on it.

Nouns: checklist of a user entity, mapped user entity control, question on the record, user auditor.
Not the file itself (disclosures).
"""

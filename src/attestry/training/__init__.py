"""Training and phishing campaigns, measured against everybody who works here.

Nouns: course, course version, assignment, completion, phishing campaign, phishing result.
"""

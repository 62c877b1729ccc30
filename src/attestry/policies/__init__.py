"""Policies: written, approved by their digest, published, and acknowledged by each person.

Nouns: policy template, policy, procedure, policy version, clause, approval, acknowledgement,
policy review. A version is its text; whoever approves approves that text's SHA-256 and no other.
Not here: whether a policy is followed, which is what controls and their tests are about.
"""

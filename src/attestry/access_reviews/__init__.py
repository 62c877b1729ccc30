"""Access reviews: who may what, frozen, decided item by item, and the removals followed to their proof.

Nouns: access review, review item, population, decision, removal, proof.
"""

"""Engines: where a run's questions are answered, on this machine or on a cluster.

Nouns: engine, sight (what a run looks at). Every engine gives the same answer of the same sealed
rows; a test suite holds them to that. What is unseen and what an answer means is not theirs.
"""

"""Control tests: questions asked of sealed evidence, and what they answered.

Nouns: control test (automated, or performed by a person), test version, run, result, outcome.
Judges without network. How answers hold over time is the next room's.
"""

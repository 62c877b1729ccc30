"""Today: the first page, which says what stands and what does not, and the search over everything.

It owns no nouns: it reads every room below and links into them.
"""

"""A local git repository as a source: its commits, changes of protected branches and tags.

Everything is read by the ``git`` program with the repository's own hooks, programs and remotes
switched off; trailers become typed facts about review, approval and override, without a verdict.
"""

"""The handing out of files: each copy stamped for its reader, each view kept, a leak traced.

Nouns: file, copy, stamp, view, download, trace. Who may read stands in readers, and what they signed in
nondisclosure.
"""

"""The public page: what an organization shows to the world, and what each statement rests on.

Nouns: trust page, published framework, public policy, subprocessor, change notice, live control status,
digest check. Not who may read a report (readers), nor the handing out of files (disclosures).
"""

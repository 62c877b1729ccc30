"""Controls: what the company does so that criteria are met, and who answers for it.

Nouns: control, control category, owner, mapping, coverage, crosswalk. A control comes from the
library or is the company's own. Not whether it works: that is effectiveness.
"""

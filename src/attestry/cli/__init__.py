"""The command line: what an operator with a shell says to Attestry.

Nouns: verb, progress, exit code. One file per verb, each a thin line over actions and
queries; what is done here is done under the same permissions and journal as on a page.
"""

"""Reports: documents that say what stood behind what, on a day, and that can be checked again.

Nouns: report, report kind, disclaimer. A report is built from sealed results, and its file is
itself sealed as an entry. Not an opinion: only an auditor's report holds one.
"""

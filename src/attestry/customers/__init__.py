"""Customers and contracts: who requires which report by when, and what is at risk without it.

Nouns: customer, prospect, obligation, held report, value at risk. Not the reports themselves, which the
examination issues, nor what a customer may read (the trust center).
"""

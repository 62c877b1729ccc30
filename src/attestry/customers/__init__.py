"""Customers and contracts: who requires which report by when, and what is at risk without it."""

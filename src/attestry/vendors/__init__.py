"""Vendors and subservice organizations: who they are, what they hold, and the reports that speak for them."""

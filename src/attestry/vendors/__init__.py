"""Vendors and subservice organizations: who they are, what they hold, and the reports that speak for them.

Nouns: vendor, tier, vendor review, vendor report, bridge gap, complementary control, sighting. Not the
subservice organizations of the system's description (scope), which name some of these.
"""

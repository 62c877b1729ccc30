"""The rules of tiers, reviews and of reports that still speak of the present."""

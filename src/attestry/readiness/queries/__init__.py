"""Reads: standings of criteria and controls, one criterion, one control, ratings, gaps."""

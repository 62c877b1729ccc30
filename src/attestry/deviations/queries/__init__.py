"""Reads of deviations, for the firm, for management, and for the opinion."""

"""Workpapers as the firm's pages read them."""

"""Sharing files, and handing out copies and pages of them."""

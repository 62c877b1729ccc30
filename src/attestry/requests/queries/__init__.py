"""Requests as pages and other rooms read them."""

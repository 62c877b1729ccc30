"""Populations as they are taken from what is sealed, and as pages and other rooms read them."""

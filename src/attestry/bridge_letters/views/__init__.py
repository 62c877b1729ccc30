"""Pages of bridge letters."""

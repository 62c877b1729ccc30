"""The risk register: how likely and how bad, what is done about it, and who accepted what remains."""

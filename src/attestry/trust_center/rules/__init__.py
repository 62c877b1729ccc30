"""The rules of the trust center: what may be shown, in which words, and how it may look."""

"""The rules of employment and of what people owe."""

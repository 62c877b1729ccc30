"""What happens by itself in the course of a day."""

"""What a person types of the scope."""

"""What every report says, whatever its kind."""

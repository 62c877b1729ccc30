"""What is true of incidents by rule alone."""

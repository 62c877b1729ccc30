"""What is true of recovery and capacity by rule alone."""

"""Pure rules of deviations."""

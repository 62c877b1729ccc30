"""Reading recovery and capacity."""

"""Reading the system: its categories, its services and data, its boundary."""

"""Health: what an installation needs in order to work, each thing checked, each with what to do."""

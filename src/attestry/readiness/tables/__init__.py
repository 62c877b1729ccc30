"""The tables of readiness: what each is sorted by, held to, and what its export says."""

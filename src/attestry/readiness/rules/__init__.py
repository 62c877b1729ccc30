"""The arithmetic of readiness: judgements, and the way to a first or a next report."""

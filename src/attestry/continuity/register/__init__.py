"""The register of continuity as a source of evidence."""

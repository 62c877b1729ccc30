"""The register of risks as a source of evidence."""

"""The register of access reviews as a source of evidence."""

"""The register of vendors as a source of evidence."""

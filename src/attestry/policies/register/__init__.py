"""The register of policies as a source of evidence."""

"""The register of people as a source of evidence."""

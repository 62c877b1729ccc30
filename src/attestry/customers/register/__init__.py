"""The register of customers as a source of evidence."""

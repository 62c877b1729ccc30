"""The register of incidents as a source of evidence."""

"""The register of tasks as a source of evidence."""

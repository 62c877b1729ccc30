"""The register of training as a source of evidence."""

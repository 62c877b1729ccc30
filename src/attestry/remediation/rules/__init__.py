"""Pure rules of remediation."""

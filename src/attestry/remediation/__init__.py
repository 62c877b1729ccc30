"""Remediation: each gap a task with an owner, a deadline and a verifier, until its fix is proved."""

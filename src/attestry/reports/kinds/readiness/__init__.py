"""The readiness report: every criterion in scope, what stands behind it, and every gap."""

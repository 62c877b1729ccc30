"""Scope: the system that a report is about, and where its boundary runs.

Nouns: system, chosen category, service, data class, data store, component, discovered
resource, verdict. Not the criteria themselves (frameworks) nor what protects them (controls).
"""

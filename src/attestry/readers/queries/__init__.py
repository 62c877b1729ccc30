"""Reading readers, requests, rules and grants."""

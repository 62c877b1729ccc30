"""The shapes of a sample company's files under ``library/companies``, and reading them."""

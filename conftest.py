"""Marks the top of the checkout for pytest; the tests' home is ``attestry.project.tests.own_home``."""

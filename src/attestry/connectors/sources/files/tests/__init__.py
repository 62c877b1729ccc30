"""Tests of the source of handed-in files."""

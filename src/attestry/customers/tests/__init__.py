"""Tests of customers and contracts."""

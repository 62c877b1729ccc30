"""Tests of bridge letters."""

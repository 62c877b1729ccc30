"""Tests of populations and samples."""

"""Tests of training and phishing campaigns."""

"""Continuity: recovery plans with their targets, capacity, and what tests of them measured."""

"""Continuity: recovery plans with their targets, capacity, and what tests of them measured.

Nouns: recovery plan, recovery test, capacity forecast, load test. Not the incidents themselves (incidents).
"""

"""Reads: statuses as of an instant, intervals over a period, items, and the walk to the proof."""

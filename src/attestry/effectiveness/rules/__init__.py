"""The arithmetic of time: observations become intervals, intervals become a status."""

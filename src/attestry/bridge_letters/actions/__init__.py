"""Writes: drafting a letter, answering for each change, reviewing, signing, withdrawing."""

"""Opinions, and everything that a report would hold, as the firm's pages read it."""

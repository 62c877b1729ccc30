"""One file per verb. What a verb needs is imported when it runs, so that the command starts fast."""

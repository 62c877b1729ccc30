"""The report of an examination (SOC 2, SOC 3). It has no manifest: the firm alone issues it."""

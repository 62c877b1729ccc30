"""Exact statistics of attributes: sizes of samples and upper limits of a rate, over whole numbers alone.

A confidence and a rate are fractions, so that no size turns on the last digit of a float.
"""

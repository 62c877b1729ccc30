"""Acts on recovery plans and capacity."""

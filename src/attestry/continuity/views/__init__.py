"""Pages of recovery plans and capacity."""

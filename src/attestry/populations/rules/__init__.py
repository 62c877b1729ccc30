"""What a population and a sample are: sizes, selections, spread, and what a sample supports."""

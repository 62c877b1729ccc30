"""Pages of populations and samples."""

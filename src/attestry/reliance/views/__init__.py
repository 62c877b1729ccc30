"""Pages of the reader, and management's page of what readers ask."""

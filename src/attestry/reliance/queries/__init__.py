"""What a reader may read, maps and asked, and what management is asked."""

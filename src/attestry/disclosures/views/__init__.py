"""Pages of files: the reader's viewer and downloads, and management's list, sharing and tracing."""

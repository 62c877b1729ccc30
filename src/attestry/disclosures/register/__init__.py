"""What was handed out to readers as a source of evidence."""

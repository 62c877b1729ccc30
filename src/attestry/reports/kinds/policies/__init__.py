"""The policies in force as one document, and one policy as a document of its own."""

"""What a request may be and become, and which of the library fit an engagement."""

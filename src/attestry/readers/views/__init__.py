"""Pages of readers: those of strangers below ``/trust/``, those of management below ``/readers/``."""

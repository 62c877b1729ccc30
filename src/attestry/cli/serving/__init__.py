"""Serving a home: the lock that makes it one process's, the web server, and the line on schedule."""

"""What GitHub and Jira are asked over HTTP, in one form."""

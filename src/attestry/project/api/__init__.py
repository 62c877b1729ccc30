"""The API: every act of the house by its name, and what a token may see, over HTTP and at the shell."""

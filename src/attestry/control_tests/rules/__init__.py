"""What a control test is, and what its answers mean."""

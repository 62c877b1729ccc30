"""What an engagement is and may become, and which side of the wall somebody stands on."""

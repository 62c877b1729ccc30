"""Pages of this room: signing in and out, one's own profile, and the list of users."""

"""What shows, speaks and stores a session."""

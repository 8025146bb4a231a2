"""What turns frames into landmarks; the only room that knows the pose library."""

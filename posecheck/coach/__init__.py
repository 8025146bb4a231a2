"""What makes a session feel like one with a person: which words, and when."""

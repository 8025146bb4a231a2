"""What exercises are: their schema, the library that finds them, and one text file each."""

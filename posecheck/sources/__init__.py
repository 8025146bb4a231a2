"""Where frames come from: video files, cameras, recorded tracks."""

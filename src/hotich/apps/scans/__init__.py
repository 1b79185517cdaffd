"""Page images and the pages they show."""

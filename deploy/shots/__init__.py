"""`make shots`: walks a workshop through every stage in a real browser and takes a picture of each page."""

"""Template marks in bodies: what a generator would have replaced is translated, or left out and named."""

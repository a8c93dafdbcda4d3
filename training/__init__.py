"""Training of what Footnote ships trained. Nothing here is imported when questions are asked."""

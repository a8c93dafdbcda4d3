"""Everything before a question: reading, splitting, encoding, and the store kept in step."""

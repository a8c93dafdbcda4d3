"""Everything after a question: retrieval, evidence, and answers made of checked quotes."""

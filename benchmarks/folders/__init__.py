"""Folders as people have them, with questions by others than the documents' writers would ask them.

Each was written, documents and questions, by somebody who had seen nothing of Footnote, and nothing is
fitted on them. `seeds` and `seeds2` have questions alone, of the documents in seeds/.
"""

"""The tests of Footnote."""

"""Measurements of speed and quality; see docs/quality.md."""

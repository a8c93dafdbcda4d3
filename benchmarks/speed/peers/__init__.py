"""One script for each system that is measured, run in that system's own environment."""

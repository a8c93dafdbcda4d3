"""How good the answers are, on public questions that nothing was trained on."""

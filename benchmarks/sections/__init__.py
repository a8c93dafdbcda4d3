"""Questions that lists and sections answer: what `qa.sections` is fitted and measured on."""

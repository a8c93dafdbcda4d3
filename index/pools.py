"""Threads for work that leaves Python free: one for each core, shared by all of this process."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache

__all__ = ["cores", "pool"]


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def pool(name: str) -> ThreadPoolExecutor:
    """Return the threads of this name. In a fork of the process, where they are not, they are made anew."""
    return ThreadPoolExecutor(cores(), thread_name_prefix=f"footnote-{name}")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=pool.cache_clear)

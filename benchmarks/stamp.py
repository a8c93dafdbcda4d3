"""Where and when something was measured, for the pages of results."""

import datetime
import os
import platform
import subprocess

__all__ = ["where_and_when"]


def where_and_when() -> dict[str, str]:
    """Return the date (UTC), the commit that is checked out, and the machine, each as a few words."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": commit.stdout.strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
    }

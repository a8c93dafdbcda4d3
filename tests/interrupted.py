"""A subprocess that indexes a folder slowly and says which document is committed: `interrupted.py DIR INDEX`.

Its test kills it at a chosen line of its output.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from index import sync as sync_module
from index.encode import Vectors
from index.library import Library
from tests.support import FakeEncoder


class SlowEncoder(FakeEncoder):
    """Takes its time for each batch, and says so."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode after a while."""
        print(f"encoding {len(texts)}", flush=True)  # noqa: T201
        time.sleep(0.05)
        return super().encode(texts)


def main() -> None:
    """Index a folder, one document for each batch."""
    documents, index = Path(sys.argv[1]), Path(sys.argv[2])
    sync_module._BATCH_PASSAGES = 1
    library = Library.open(index, create=True)
    sync_module.sync(library, documents, SlowEncoder())
    library.close()


if __name__ == "__main__":
    main()

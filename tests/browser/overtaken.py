"""The page over a real folder; what is drawn first on loading, and the first document opened, arrive late.

python overtaken.py PORT DOCUMENTS INDEX
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import ParamSpec, TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

import app
import qa.service
from qa import page_open, page_rail
from tests.support import FakeEncoder

LATE_SECONDS = 3
P, T = ParamSpec("P"), TypeVar("T")


def first_late(draw: Callable[P, T], ready: Callable[[], object]) -> Callable[P, T]:
    """Return what draws the same, the first time only some time after all is ready."""
    waits = [True]

    def drawn(*arguments: P.args, **options: P.kwargs) -> T:
        result = draw(*arguments, **options)
        if waits and waits.pop():
            ready()
            sleep(LATE_SECONDS)
        return result

    return drawn


def main() -> None:
    """Serve the page until the process ends."""
    port, documents, index = sys.argv[1:]
    qa.service.load_encoder = lambda name: (sleep(1), FakeEncoder())[1]  # type: ignore[assignment,return-value]
    service = qa.service.Service(Path(documents), Path(index), reader=None, watch=True, history=True)
    page_rail.draw_rail = first_late(page_rail.draw_rail, lambda: service.wait(60))
    page_open.open_file = first_late(page_open.open_file, lambda: None)
    app.serve_service(service, "127.0.0.1", int(port))


if __name__ == "__main__":
    main()

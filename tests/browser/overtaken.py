"""The page over a real folder; what is drawn first on loading arrives only when all is ready.

python overtaken.py PORT DOCUMENTS INDEX
"""

import sys
from pathlib import Path
from time import sleep

sys.path.insert(0, str(Path(__file__).parents[2]))

import app
import qa.service
from qa import page_rail
from tests.support import FakeEncoder


def main() -> None:
    """Serve the page until the process ends."""
    port, documents, index = sys.argv[1:]
    qa.service.load_encoder = lambda name: (sleep(1), FakeEncoder())[1]  # type: ignore[assignment,return-value]
    service = qa.service.Service(Path(documents), Path(index), reader=None, watch=True, history=True)
    draw, waits = page_rail.draw_rail, [True]

    def drawn_late(*arguments: object) -> dict[str, str]:
        drawn = draw(*arguments)  # type: ignore[arg-type]
        if waits.pop() if waits else False:
            service.wait(60)
            sleep(3)
        return drawn

    page_rail.draw_rail = drawn_late  # type: ignore[assignment]
    app.serve_service(service, "127.0.0.1", int(port))


if __name__ == "__main__":
    main()

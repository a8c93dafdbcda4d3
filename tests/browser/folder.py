"""The page over a real folder, with an encoder computed from the text.

python folder.py PORT DOCUMENTS INDEX [HOST]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import app
import qa.service
from tests.support import FakeEncoder

if __name__ == "__main__":
    qa.service.load_encoder = lambda name: FakeEncoder()  # type: ignore[assignment,return-value]
    port, documents, index, *host = sys.argv[1:]
    service = qa.service.Service(Path(documents), Path(index), reader=None, watch=True, history=True)
    app.serve_service(service, host[0] if host else "127.0.0.1", int(port))

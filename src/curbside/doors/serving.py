"""`curbside serve`: the pages and the REST interface on this machine."""

from __future__ import annotations

import logging
import sys

from curbside.settings import LOOPBACK, Settings


def serve(settings: Settings) -> None:
    """Serve until stopped; prints the address.  Loopback only, unless the settings name another host.

    Raises:
        KnowledgeError, KnowledgeMissingError: the knowledge base cannot be used.
    """
    import uvicorn

    from curbside.doors.web.app import create_app

    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    app = create_app(settings)
    print(f"Curbside is served at http://{_shown(settings.host)}:{settings.port} (stop with Ctrl+C)", flush=True)
    if settings.host not in LOOPBACK:
        print("This address can be reached from other machines: anyone there can ask. There are no accounts yet.")
    uvicorn.run(app, host=settings.host, port=settings.port, access_log=False, log_level="warning", server_header=False)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host

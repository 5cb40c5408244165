# SPDX-License-Identifier: MIT
"""An HTTP endpoint that answers for one system.

    POST /evaluate?as_of=2026-06-30        a description, JSON: the report
    GET  /policy                           what it is held against

    python3 wsgi_app.py fisc8 8080         serves on 127.0.0.1

`application()` is any WSGI server's: threads share the policy.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import fisc

MOST_BYTES = 4 << 20

Start = Callable[[str, list[tuple[str, str]]], Any]


class Application:
    """Answers with one policy."""

    def __init__(self, policy: fisc.Policy) -> None:
        self.policy = policy

    def __call__(self, environ: dict[str, Any],
                 start: Start) -> Iterable[bytes]:
        try:
            status, body = self.answer(environ)
        except fisc.Error as error:
            status, body = "422 Unprocessable Entity", json.dumps({
                "status": str(error.status), "message": error.message,
                "line": error.line, "column": error.column,
                "path": error.path}).encode()
        except ValueError as error:
            status, body = "400 Bad Request", json.dumps(
                {"message": str(error)}).encode()
        start(status, [("Content-Type", "application/json; charset=utf-8"),
                       ("Content-Length", str(len(body)))])
        return [body]

    def answer(self, environ: dict[str, Any]) -> tuple[str, bytes]:
        route = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        if route == ("GET", "/policy"):
            return "200 OK", json.dumps({
                "id": self.policy.id, "digest": self.policy.digest,
                "title": self.policy.title._asdict()}).encode()
        if route == ("POST", "/evaluate"):
            return "200 OK", self.evaluate(environ)
        return "404 Not Found", b'{"message": "POST /evaluate"}'

    def evaluate(self, environ: dict[str, Any]) -> bytes:
        query = parse_qs(environ.get("QUERY_STRING", ""))
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if not 0 < length <= MOST_BYTES:
            raise ValueError(f"a description of 1 to {MOST_BYTES} bytes")
        text = environ["wsgi.input"].read(length)
        system = fisc.System.parse(text, "request")
        as_of = query.get("as_of", [date.today().isoformat()])[0]
        report = self.policy.evaluate(
            system, as_of, control=next(iter(query.get("control", [])), None))
        return report.to_json()


def main() -> None:
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIServer, make_server

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    application = Application(fisc.Policy(sys.argv[1]))
    with make_server("127.0.0.1", int(sys.argv[2]), application,
                     server_class=Server) as server:
        print(f"http://127.0.0.1:{server.server_port}/evaluate", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()

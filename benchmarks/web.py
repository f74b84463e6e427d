"""How the served pages hold up: ten users at once, and memory over five thousand requests.

    python -m benchmarks.web [--json] [--requests 5000]

The server runs as a process of its own.  An answer is what a user waits for: the
press, and the page that comes back.  The baseline is one user alone in the same run,
and the page that does no work (`/livez`).
"""

from __future__ import annotations

import gzip
import http.client
import json
import re
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.options import parser_of
from benchmarks.speed import texts

USERS, EACH = 10, 20


class User:
    """A browser's worth of cookies and a connection."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookie = ""
        page = self.get("/")
        self._token = re.search(r'name="csrf" value="([0-9a-f]+)"', page)[1]  # type: ignore[index]

    def get(self, path: str) -> str:
        self._line.request("GET", path, headers={"Cookie": self._cookie, "Accept-Encoding": "gzip"})
        return self._read()

    def ask(self, text: str) -> float:
        """Seconds from the press to the whole page."""
        start = time.perf_counter()
        told = urlencode({"csrf": self._token, "text": text, "audience": "specialist", "region": "us"})
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self._line.request("POST", "/consults", told, headers)
        answer = self._line.getresponse()
        answer.read()
        assert answer.status == 303, answer.status
        page = self.get(answer.headers["location"])
        assert 'id="title"' in page
        return time.perf_counter() - start

    def _read(self) -> str:
        answer = self._line.getresponse()
        body = answer.read()
        assert answer.status == 200, answer.status
        self._cookie = (answer.headers["set-cookie"] or self._cookie).partition(";")[0]
        return (gzip.decompress(body) if answer.headers["content-encoding"] == "gzip" else body).decode()


def served() -> tuple[subprocess.Popen[bytes], int]:
    """A server of its own, ready."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "curbside"), "serve", "--port", str(port), "--today", "2026-11-22"]
    environment = {"CURBSIDE_CHANGES_A_MINUTE": "10000000", "PATH": "/usr/bin:/bin"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return server, port


def memory(pid: int) -> float:
    """Resident megabytes of a process."""
    told = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return round(int(told[1]) / 1024, 1) if told else 0.0


def spread(times: list[float]) -> dict[str, float]:
    return {
        "p50_ms": round(statistics.median(times) * 1000, 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[18] * 1000, 1),
    }


def measure(requests: int) -> dict[str, Any]:
    server, port = served()
    try:
        cases = texts()
        alone = User(port)
        for text in cases[:20]:
            alone.ask(text)
        quiet = [alone.ask(text) for text in cases[:100]]
        idle = [_timed(alone) for _ in range(100)]
        with ThreadPoolExecutor(USERS) as pool:
            crowd = [t for times in pool.map(lambda n: _session(port, cases, n), range(USERS)) for t in times]
        grown = [memory(server.pid)]
        alone = User(port)
        for n in range(requests):
            alone.ask(cases[n % len(cases)])
            if (n + 1) % (requests // 5) == 0:
                grown.append(memory(server.pid))
                print(f"{n + 1} of {requests} requests, {grown[-1]} MB", file=sys.stderr, flush=True)
        return {
            "ten_users_at_once": spread(crowd),
            "baseline_one_user": spread(quiet),
            "baseline_a_page_without_work": spread(idle),
            "memory_mb_by_fifths": grown,
            "requests": requests,
        }
    finally:
        server.terminate()
        server.wait()


def _session(port: int, cases: list[str], n: int) -> list[float]:
    user = User(port)
    return [user.ask(text) for text in cases[n * EACH : (n + 1) * EACH]]


def _timed(user: User) -> float:
    start = time.perf_counter()
    user.get("/livez")
    return time.perf_counter() - start


def main() -> None:
    parser = parser_of(__doc__, data="not used: the texts are those of the acceptance tests")
    parser.add_argument("--requests", type=int, default=5000, help="how many answers while memory is watched")
    chosen = parser.parse_args()
    found = measure(chosen.requests)
    print(json.dumps(found, indent=1) if chosen.json else "\n".join(f"{k}: {v}" for k, v in found.items()))


if __name__ == "__main__":
    main()

"""A real server on a free port, and a real browser."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from curbside.doors.web.app import application
from curbside.doors.web.guard import Guard
from curbside.doors.web.site import Site
from curbside.knowledge.load import Knowledge
from curbside.settings import Settings

TODAY = date(2026, 11, 22)
CASE = (Path(__file__).resolve().parents[2] / "docs" / "demo" / "case.txt").read_text(encoding="utf-8")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(today=TODAY.isoformat(), changes_a_minute=100_000)


@pytest.fixture(scope="session")
def site(knowledge: Knowledge, settings: Settings) -> Site:
    """The running application's own view of itself, for what a browser cannot see."""
    app = application(settings, knowledge)
    found: Site = app.state.site
    found.app = app  # type: ignore[attr-defined]
    return found


@pytest.fixture(scope="session")
def address(knowledge: Knowledge, settings: Settings) -> Iterator[str]:
    """Where the pages are served."""
    server = uvicorn.Server(
        uvicorn.Config(Guard(application(settings, knowledge), settings), log_level="error", access_log=False)
    )
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: `make browser` installs Debian's")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page whose errors fail the test."""
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    return opened


def ask(page: Page, text: str = CASE, audience: str = "specialist", region: str = "us") -> None:
    """Ask as a user would: one paste, one press."""
    page.goto("/")
    page.fill("#text", text)
    page.select_option("#audience", audience)
    page.select_option("#region", region)
    page.get_by_role("button", name="Get the plan").click()
    page.wait_for_selector("#title")

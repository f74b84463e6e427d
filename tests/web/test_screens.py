"""Pictures of every page: each is drawn, none is empty.  `make screens` keeps them in docs/screens."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from tests.web.conftest import ask

ALARM = "I had my back operated 3 weeks ago. Since last night I can't feel when I wipe. Both my legs tingle."
PAYER = (
    "Request for revision fusion L5-S1. 47M, microdiscectomy 2019, fusion L5-S1 in 2022. Axial back pain, CT shows "
    "lucency around the S1 screws. Smokes 10 a day. Failed conservative care. Is the fusion medically necessary?"
)


def _open(path: str) -> Callable[[Page], None]:
    def opened(page: Page) -> None:
        page.goto(path)

    return opened


def _article(page: Page) -> None:
    ask(page)


def _understood(page: Page) -> None:
    ask(page)
    page.locator("#understood").scroll_into_view_if_needed()
    page.locator("details.chip > summary").first.click()


def _why(page: Page) -> None:
    ask(page)
    page.locator("details.why > summary").first.click()
    page.locator("details.why").first.scroll_into_view_if_needed()


def _changes(page: Page) -> None:
    ask(page)
    page.fill("#follow", "she now has urinary retention")
    page.get_by_role("button", name="Send").click()
    page.wait_for_selector("#changes")


def _emergency(page: Page) -> None:
    ask(page, ALARM, "patient")


def _reviewer(page: Page) -> None:
    ask(page, PAYER, "reviewer")
    page.evaluate("document.getElementById('criteria').scrollIntoView()")


def _leaflet(page: Page) -> None:
    ask(page, ALARM, "patient")
    page.get_by_role("link", name="Leaflet for the patient").click()


def _timeline(page: Page) -> None:
    ask(page)
    page.evaluate("(document.getElementById('timeline') || document.body).scrollIntoView()")


def _conflicts(page: Page) -> None:
    ask(page)
    page.evaluate("(document.getElementById('conflicts') || document.body).scrollIntoView()")


SCREENS: dict[str, Callable[[Page], None]] = {
    "ask": _open("/"),
    "article": _article,
    "understood": _understood,
    "why": _why,
    "changes": _changes,
    "emergency-patient": _emergency,
    "criteria-reviewer": _reviewer,
    "timeline": _timeline,
    "conflicts": _conflicts,
    "leaflet": _leaflet,
    "library": _open("/library"),
    "library-search": _open("/library?q=stimulation"),
    "recommendation": _open("/library/recommendations/suspected-cauda-equina"),
    "calculators": _open("/calculators"),
    "about": _open("/about"),
    "not-found": _open("/nowhere"),
}
SIZES = {"desk": (1366, 768), "telephone": (390, 844)}


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("name", list(SCREENS))
def test_every_page_is_drawn(name: str, size: str, browser: Browser, address: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(base_url=address, viewport={"width": width, "height": height})
    page = context.new_page()
    page.set_default_timeout(15_000)
    SCREENS[name](page)
    page.wait_for_timeout(150)
    drawn = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    assert drawn.size == (width, height)
    assert len(drawn.getcolors(width * height) or ()) > 20, "an empty page has hardly a colour"
    if "CURBSIDE_SCREENS" in os.environ:
        folder = Path(os.environ["CURBSIDE_SCREENS"])
        folder.mkdir(parents=True, exist_ok=True)
        drawn.convert("RGB").quantize(48).save(folder / f"{name}-{size}.png", optimize=True)

"""Every page for everyone: axe-core finds nothing, nothing overflows a narrow screen, targets can be hit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.web.conftest import ask

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()
LOOKS = {
    "light on a desk": ("light", "none", 1366, 768),
    "dark on a telephone": ("dark", "none", 390, 844),
    "light on 320 pixels": ("light", "none", 320, 640),
    "forced colours": ("light", "active", 1366, 768),
}
"""Scheme, forced colours, width and height: each of them at least once."""
ALARM = (
    "I had my back operated 3 weeks ago. Since last night I can't feel when I wipe. Both legs tingle. Takes gabapentin."
)
PAGES = (
    "/", "/library", "/library?q=stimulation", "/library?q=zzzzqqq", "/library/recommendations", "/library/sources",
    "/library/recommendations/suspected-cauda-equina", "/library/statements/RF-01", "/library/conflicts",
    "/library/questions", "/library/instruments", "/library/education", "/calculators", "/calculators/mme",
    "/calculators/renal", "/calculators/dose", "/calculators/interactions", "/about", "/nowhere",
)  # fmt: skip


def violations(page: Page) -> list[str]:
    found = AXE.run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{v['id']}: {node['html'][:120]} ({node.get('failureSummary', '')[:200]})"
        for v in found
        for node in v["nodes"]
    ]


@pytest.fixture(params=list(LOOKS))
def looked(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page in one scheme of colours on one screen."""
    scheme, forced, width, height = LOOKS[request.param]
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        forced_colors=forced,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def clean(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def test_standing_pages(looked: Page) -> None:
    for path in PAGES:
        looked.goto(path)
        clean(looked)


def test_an_answer_with_its_changes(looked: Page) -> None:
    ask(looked)
    clean(looked)
    looked.fill("#follow", "she now has urinary retention")
    looked.get_by_role("button", name="Send").click()
    looked.wait_for_selector("#changes")
    clean(looked)


def test_everything_unfolded(browser: Browser, address: str) -> None:
    """Once, and on a short answer: the rules take minutes for a page of a hundred open whys."""
    page = browser.new_page(base_url=address, viewport={"width": 320, "height": 640})
    page.set_default_timeout(15_000)
    ask(page, ALARM)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    clean(page)
    page.close()


def test_print_view_and_leaflet(looked: Page) -> None:
    ask(looked, ALARM, "patient")
    clean(looked)
    turn = f"{looked.url.partition('#')[0]}/turns/0"
    for path in ("print", "leaflet"):
        looked.goto(f"{turn}/{path}")
        clean(looked)


def test_refusals(looked: Page) -> None:
    looked.goto("/")
    looked.fill(
        "#text", "La patiente a mal au dos depuis son operation et elle ne sent plus ses jambes avec une douleur"
    )
    looked.get_by_role("button", name="Get the plan").click()
    looked.wait_for_selector("[role=alert]")
    clean(looked)
    looked.goto("/consults/not-here")
    clean(looked)


@pytest.mark.parametrize("path", ["/", "/library", "/calculators/mme"])
def test_targets_are_large_enough(path: str, browser: Browser, address: str) -> None:
    """Controls and links outside running text are at least 24 by 24 CSS pixels (WCAG 2.2, 2.5.8)."""
    page = browser.new_page(base_url=address)
    page.goto(path)
    small = page.evaluate(
        "[...document.querySelectorAll('button, input:not([type=hidden]), select, summary, nav a, .button')]"
        ".filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])"
        ".filter(([, b]) => b.width < 24 || b.height < 24).map(([h]) => h)"
    )
    page.close()
    assert small == []

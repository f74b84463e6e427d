"""What is printed is what is shown: the PDF holds the words of the print view, page by page, with its stamp."""

from __future__ import annotations

import io
import re
from collections import Counter

import pypdf
from playwright.sync_api import Page
from tests.web.conftest import ask

SHORT = "I had my back operated 3 weeks ago. Since last night I can't feel when I wipe. Both my legs tingle."


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


NUMBERS = (
    "[...document.querySelectorAll('ol')].flatMap(list => [...list.children].map((item, n) => item.value || n + 1))"
)
"""The numbers of numbered lists: paper prints them, a page's text does not hold them."""


def test_the_pdf_holds_the_words_of_the_page(page: Page) -> None:
    ask(page, SHORT)
    turn = f"{page.url.partition('#')[0]}/turns/0"
    page.goto(f"{turn}/print")
    page.emulate_media(media="print")
    shown = page.locator("main").inner_text()
    sent = page.request.get(f"{turn}/pdf")
    assert sent.ok
    read = pypdf.PdfReader(io.BytesIO(sent.body()))
    pages = [sheet.extract_text() for sheet in read.pages]
    for n, text in enumerate(pages, start=1):
        assert f"Page {n} of {len(pages)}" in text
        assert "Not yet reviewed by a clinician" in text
        assert re.search(r"knowledge [0-9a-f]{12}; plan [0-9a-f]{12}", text)
    bodies = [re.sub(r"Edition [0-9-]+; knowledge .*?Page \d+ of \d+", "", text, flags=re.S) for text in pages]
    shown_words, paper_words = words(shown), words(" ".join(bodies))
    assert not shown_words - paper_words
    assert paper_words - shown_words == Counter(str(n) for n in page.evaluate(NUMBERS))


def test_everything_is_unfolded_on_paper(page: Page) -> None:
    ask(page, SHORT)
    page.goto(f"{page.url.partition('#')[0]}/turns/0/print")
    assert page.locator("details:not([open])").count() == 0
    assert page.locator("form, button").count() == 0

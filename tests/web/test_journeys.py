"""What a surgeon, a GP, a payer's reviewer and a nurse do in a real browser, from the first paste to the last page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.web.conftest import CASE, ask

PAYER = (
    "Request for revision fusion L5-S1. 47M, microdiscectomy 2019, fusion L5-S1 in 2022. Axial back pain, CT shows "
    "lucency around the S1 screws. Smokes 10 a day. Failed conservative care. Is the fusion medically necessary?"
)
ROUTINE = (
    "62F, L4/5 fusion in January 2025, back and left leg pain for a year: denies saddle numbness, bladder "
    "or bowel change, leg weakness, fever and weight loss. Power 5/5. Gabapentin 300 mg tds, eGFR 80. What next?"
)


def open_chip(page: Page, label: str) -> None:
    chip = page.locator("details.chip").filter(has=page.locator("summary", has_text=re.compile(label))).first
    chip.locator("summary").click()


# --- the surgeon --------------------------------------------------------------


def test_a_surgeon_reads_corrects_asks_on_and_takes_the_note_away(page: Page) -> None:
    ask(page)
    expect(page.locator(".urgency-name")).to_contain_text("URGENT")
    expect(page.locator(".actions li").first).to_be_visible()

    # why a sentence stands there: one press
    item = page.locator("#emergencies .item").first
    item.locator("details.why > summary").click()
    expect(item.locator(".logic")).to_be_visible()
    expect(item.locator(".why-body")).to_contain_text("Ankle dorsiflexion 4/5")

    # a citation to its reference and back
    cite = item.locator(".cites a").first
    number = cite.inner_text()
    cite.click()
    expect(page).to_have_url(re.compile(f"#ref-{number}$"))
    page.locator(f"#ref-{number} .back a").first.click()
    assert page.evaluate("document.getElementById(location.hash.slice(1)) !== null")

    # a chip corrected in place
    open_chip(page, "numbness or altered feeling in the saddle area")
    page.locator("details.chip[open] select").select_option("yes")
    page.locator("details.chip[open] button").first.click()
    expect(page.locator("#changes")).to_contain_text("numbness or altered feeling in the saddle area")
    expect(page.locator(".urgency-name")).to_contain_text("EMERGENCY")
    expect(page.locator(".tag-new").first).to_be_visible()

    # the history goes back to the first answer
    page.get_by_role("navigation", name="History of this consult").get_by_role("link", name="First answer").click()
    expect(page.locator(".urgency-name")).to_contain_text("URGENT")


def test_follow_ups_change_the_plan_and_say_why(page: Page) -> None:
    ask(page, ROUTINE)
    for said, told in (
        ("what if eGFR is 25?", "eGFR"),
        ("she now has urinary retention", "inability to pass urine"),
        ("explain for the patient", "the same plan in other words"),
    ):
        page.fill("#follow", said)
        page.get_by_role("button", name="Send").click()
        expect(page.locator("#changes")).to_contain_text(told)
    expect(page.locator(".draft")).to_have_text("Draft for a clinician to release")
    expect(page.locator(".turns li")).to_have_count(4)


def test_open_questions_are_answered_inline(page: Page) -> None:
    ask(page, "62F, L4/5 fusion 2024, back and leg pain. What should be done?")
    page.locator(".question select").first.select_option("yes")
    page.locator(".questions > button").click()
    expect(page.locator("#changes")).to_be_visible()
    expect(page.locator(".chip .tag", has_text="set by you").first).to_be_visible()


def test_the_answer_is_copied_as_text(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page)
    page.locator(".menu > summary").click()
    page.get_by_role("link", name="Markdown").click()
    expect(page.locator(".copied")).to_have_text("Markdown copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("# ")
    assert page.locator("#title").inner_text() in copied


# --- the GP -------------------------------------------------------------------


def test_a_gp_sees_what_matters_on_a_telephone_without_scrolling(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    ask(page, CASE, "gp")
    for part in (".urgency-name", ".bottom-line", ".actions li:nth-child(3)"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844, part
    context.close()


def test_the_first_screen_of_a_desk_holds_the_answer(page: Page) -> None:
    ask(page, CASE, "gp")
    for part in (".urgency-name", ".bottom-line", ".actions li:last-child"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 768, part
    assert len(page.locator(".bottom-line .said").inner_text().split()) <= 60


def test_a_text_that_cannot_be_read_comes_back_with_the_reason(page: Page) -> None:
    french = "La patiente a mal au dos depuis son operation et elle ne sent plus ses jambes avec une douleur au pied"
    page.goto("/")
    page.fill("#text", french)
    page.get_by_role("button", name="Get the plan").click()
    expect(page.get_by_role("alert")).to_contain_text("English")
    assert page.input_value("#text") == french


def test_an_example_is_one_press(page: Page) -> None:
    page.goto("/")
    page.locator("button.example").nth(1).click()
    expect(page.locator(".urgency-name")).to_contain_text("EMERGENCY")


# --- the payer's reviewer -----------------------------------------------------


def test_a_reviewer_finds_what_is_documented_and_the_letter_that_asks_for_the_rest(page: Page) -> None:
    ask(page, PAYER, "reviewer")
    expect(page.locator("#criteria")).to_contain_text("not documented")
    expect(page.locator("#documents")).to_contain_text("no decision about coverage")
    page.locator(".menu > summary").click()
    with page.expect_response(lambda answer: answer.url.endswith("/letter?audience=reviewer")) as letter:
        page.get_by_role("link", name="Referral letter").click()
    assert letter.value.ok


# --- the nurse ----------------------------------------------------------------


def test_a_nurse_takes_a_leaflet_that_says_it_is_a_draft(page: Page) -> None:
    ask(page, ROUTINE, "nurse")
    page.get_by_role("link", name="Leaflet for the patient").click()
    expect(page.locator(".draft")).to_have_text("Draft for a clinician to release")
    expect(page.locator("section.help")).to_contain_text("emergency department")
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.leaflet')).fontSize)")
    assert size >= 18
    assert "MRI of the lumbosacral" not in page.locator(".leaflet").inner_text()


# --- without a script, without a mouse ----------------------------------------


@pytest.fixture
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_everything_works_without_javascript(plain: Page) -> None:
    ask(plain)
    open_chip(plain, "fever")
    plain.locator("details.chip[open] select").select_option("yes")
    plain.locator("details.chip[open] button").first.click()
    plain.wait_for_selector("#changes")
    plain.fill("#follow", "what if eGFR is 25?")
    plain.get_by_role("button", name="Send").click()
    plain.wait_for_selector("#changes")
    plain.locator("#reader").select_option("patient")
    plain.get_by_role("button", name="Show").click()
    plain.wait_for_selector(".draft")
    plain.get_by_role("link", name="Print view").click()
    plain.wait_for_selector("#title")
    assert plain.locator("details:not([open])").count() == 0


def test_a_consult_can_be_led_by_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.insert_text("62F, L4/5 fusion 2024, left leg pain. Denies fever. What next?")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#title")

    reach(page, "summary", "fever")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("y")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#changes")

    reach(page, "summary", "Why")
    page.keyboard.press("Enter")
    expect(page.locator("details.why[open]").first).to_be_visible()


def reach(page: Page, tag: str, words: str) -> None:
    """Press Tab until the focus stands on such an element; each stop can be seen."""
    for _ in range(200):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e); "
            "return [e.tagName.toLowerCase(), e.textContent, s.outlineStyle, s.boxShadow]; })()"
        )
        assert focus[2] != "none" or focus[3] != "none", focus[:2]
        if focus[0] == tag and words in focus[1]:
            return
    raise AssertionError(f"the keyboard never came to {words}")

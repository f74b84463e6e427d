"""Entries and filled calculators for everyone: axe-core finds nothing and nothing overflows, folded or not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.web.test_accessibility import clean, looked

__all__ = ["looked"]

ENTRIES = (
    "/library/medicines/gabapentin", "/library/medicines/oxycodone", "/library/conflicts/CON-01",
    "/library/sources/D-G01", "/library/criteria/fusion-after-earlier-surgery",
    "/library/questions/cauda-equina-one-feature",
    "/library/instruments/opioid-risk-tool", "/library/education/get-help-at-once", "/library/terms",
    "/library/facts/saddle_sensory_change", "/library/statements/EV-13", "/library/recommendations?urgency=soon&page=2",
)  # fmt: skip
GIVEN = {
    "dose": {"drug": "ibuprofen", "age": "70", "weight": "60", "creatinine": "1.4"},
    "mme": {"medicines": "oxycodone 10 mg q6h; fentanyl patch 25 mcg/h q72h"},
    "renal": {"age": "abc"},
    "interactions": {"medicines": "tramadol; sertraline; ibuprofen"},
    "instruments/oswestry": {"total": "44"},
}


def test_entries(looked: Page) -> None:
    for path in ENTRIES:
        answer = looked.goto(path)
        assert answer is not None
        assert answer.ok, path
        looked.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        clean(looked)


@pytest.mark.parametrize("looked", ["dark on a telephone", "light on 320 pixels"], indirect=True)
@pytest.mark.parametrize("slug", GIVEN)
def test_filled_calculators(looked: Page, slug: str) -> None:
    looked.goto(f"/calculators/{slug}")
    for name, value in GIVEN[slug].items():
        looked.fill(f"[name='{name}']", value)
    looked.click("form.calculator-form button[type=submit]")
    looked.wait_for_selector("#result, [role=alert]")
    clean(looked)

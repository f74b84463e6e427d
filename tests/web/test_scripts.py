"""Two hundred ways to smuggle a script in, through every input: none runs."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Browser, Page
from tests.web.conftest import ask

RUN = "window.pwned=(window.pwned||0)+1"
SHAPES = """
<script>{js}</script>
<img src=x onerror={js}>
<svg onload={js}>
<svg/onload={js}//
<body onload={js}>
<iframe srcdoc='<script>parent.{js}</script>'></iframe>
<details open ontoggle={js}>x</details>
<input autofocus onfocus={js}>
<video><source onerror={js}></video>
<math><mtext></mtext><img src onerror={js}>
<a href=javascript:{js} id=clickme>click</a>
<object data=javascript:{js}></object>
<embed src=javascript:{js}>
<form><button formaction=javascript:{js} autofocus>x</button></form>
<meta http-equiv=refresh content='0;javascript:{js}'>
<link rel=stylesheet href=javascript:{js}>
<style>@import 'javascript:{js}';</style>
<base href=javascript:{js}//>
<marquee onstart={js}>x</marquee>
<template><script>{js}</script></template>
""".strip().splitlines()
WRAPS = """
{}
"'>{}
</textarea>{}
</title>{}
</script>{}
--><!-- {}
&lt;{}
{{{{7*7}}}}{}
{{% raw %}}{}
]]>{}
""".strip().splitlines()
PAYLOADS = [wrap.format(shape.format(js=RUN)) for wrap, shape in product(WRAPS, SHAPES)]


def ran(page: Page) -> int:
    return int(page.evaluate("window.pwned || 0"))


@pytest.fixture(scope="module")
def visited(browser: Browser, address: str) -> Page:
    page = browser.new_page(base_url=address)
    page.on("dialog", lambda dialog: dialog.dismiss())
    return page


def test_there_are_two_hundred() -> None:
    assert len(set(PAYLOADS)) == 200


@pytest.mark.parametrize("few", [PAYLOADS[n : n + 10] for n in range(0, 200, 10)])
def test_no_payload_runs_from_a_text_a_follow_up_or_an_address(few: list[str], visited: Page) -> None:
    """Each stands in the pasted text, in quoted findings, in a follow-up, in what was typed into a field."""
    text = "58F, L4/5 fusion 2024, leg pain, fever. " + " ".join(f"{p} gabapentin 300 mg tds." for p in few)
    ask(visited, text)
    assert ran(visited) == 0
    for payload in few:
        visited.fill("#follow", f"she now has a fever {payload}")
        visited.get_by_role("button", name="Send").click()
        visited.wait_for_selector("#changes")
        assert ran(visited) == 0
    address = visited.url.partition("#")[0]
    for path in ("/turns/1", "/turns/1/print", "/turns/1/leaflet"):
        visited.goto(address + path)
        assert ran(visited) == 0


def test_no_payload_runs_from_a_field_a_query_or_a_path(visited: Page) -> None:
    ask(visited, "58F, L4/5 fusion 2024, leg pain, fever. eGFR 60")
    address = visited.url
    for payload in PAYLOADS[::4]:
        sent = visited.request.post(
            f"{address}/facts", form={"csrf": visited.locator("[name=csrf]").first.input_value(), "fact:egfr": payload}
        )
        assert sent.status == 422
        assert "<script>window" not in sent.text()
    for payload in PAYLOADS[::10]:
        visited.goto("/library?" + "q=" + visited.evaluate("p => encodeURIComponent(p)", payload))
        assert ran(visited) == 0
        visited.goto("/" + visited.evaluate("p => encodeURIComponent(p)", payload))
        assert ran(visited) == 0


def test_a_script_that_was_put_in_by_hand_is_stopped_by_the_policy(visited: Page) -> None:
    visited.goto("/")
    visited.evaluate(
        "js => { const s = document.createElement('script'); s.textContent = js; document.body.append(s); }", RUN
    )
    assert ran(visited) == 0

"""A date of surgery is read however it is written: how long ago it was decides what is an emergency."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from curbside.case.model import Case, Interval

TODAY = date(2026, 6, 1)
DATES = (
    "%d/%m/%Y", "%d/%m/%y", "%d.%m.%y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%d %B", "%B %d", "%b %d",
    "%B %d, %Y", "%Y-%m-%d", "%d-%b-%Y", "%d-%b-%y", "%d%b%y", "%d%b%Y", "%dth %B", "the %dth of %B", "%d %b '%y",
)  # fmt: skip
AROUND = (
    "L4/5 fusion {}", "L4/5 fusion on {}", "{}: L4/5 fusion", "{} L4/5 fusion", "L4/5 fusion ({})", "L4/5 fusion - {}",
    "DOS {}, L4/5 fusion", "s/p L4/5 fusion {}",
)  # fmt: skip
LENGTHS = (
    ("L4/5 fusion {} days ago", 1), ("{}d post L4/5 fusion", 1), ("{}/7 post L4/5 fusion", 1), ("POD#{} fusion", 1),
    ("{} days out of L4/5 fusion", 1), ("day {} post L4/5 fusion", 1), ("L4/5 fusion {}/52 ago", 7),
    ("{}w post L4/5 fusion", 7), ("POW {} L4/5 fusion", 7), ("post-op week {}, L4/5 fusion", 7),
    ("{} weeks down the line from L4/5 fusion", 7), ("L4/5 fusion {}m ago", 30.44), ("{}/12 post L4/5 fusion", 30.44),
    ("{}y s/p L4/5 fusion", 365.25), ("L4/5 fusion {} yrs ago", 365.25),
)  # fmt: skip


def days_of(case: Case) -> Interval | None:
    return next((operation.days_ago for operation in case.operations if operation.days_ago is not None), None)


@pytest.mark.parametrize("form", DATES)
@pytest.mark.parametrize("days", [3, 18])
def test_a_date_of_surgery_is_read_in_every_form(form: str, days: int, read: Callable[..., Case]) -> None:
    day = TODAY - timedelta(days=days)
    for around in AROUND:
        text = around.format(day.strftime(form)) + ". Leg pain."
        assert (text, days_of(read(text, "uk"))) == (text, Interval.point(days))


@pytest.mark.parametrize(("form", "days"), LENGTHS)
def test_a_time_since_surgery_is_read_in_every_form(form: str, days: float, read: Callable[..., Case]) -> None:
    for number in (3, 6):
        text = form.format(number) + ". Leg pain."
        since = days_of(read(text[0].upper() + text[1:]))
        assert since is not None, text
        assert since.low - days <= number * days <= since.high + days, text


def test_a_numbered_paragraph_is_no_date(read: Callable[..., Case]) -> None:
    assert days_of(read("L4/5 fusion, see section 4.1.10. Leg pain.")) is None

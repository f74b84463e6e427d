"""A day of the week by its name, as days before today."""

from __future__ import annotations

import re
from datetime import timedelta

from curbside.case.clock import Clock, Read
from curbside.case.model import Interval
from curbside.case.time_words import DAYS


def weekday(clock: Clock, found: re.Match[str]) -> Read:
    wanted = DAYS.index(found["w"][:3])
    days = (clock.today - timedelta(days=wanted)).weekday()
    return Interval.point(float(days or 7)), "ago", ""


def bare_weekday(clock: Clock, found: re.Match[str]) -> Read:
    """The last day of that name; its form is its own: without "on" or "since" only an operation is dated by it."""
    wanted = DAYS.index(found["w"][:3])
    return Interval.point(float((clock.today.weekday() - wanted) % 7 or 7)), "weekday", ""


def weekday_of_last_week(clock: Clock, found: re.Match[str]) -> Read:
    return Interval.point(float(clock.today.weekday() - DAYS.index(found["w"][:3]) + 7)), "ago", ""

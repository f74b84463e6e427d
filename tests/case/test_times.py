"""When: onset and dates against 1 June 2026 (a Monday)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import Case, Interval

ONSETS = [
    ("foot drop for 2 days", (2, 2)),
    ("foot drop since yesterday", (1, 1)),
    ("foot drop since this morning", (0, 0)),
    ("foot drop for 6 weeks", (42, 42)),
    ("foot drop 6/52", (42, 42)),
    ("foot drop 3/7", (3, 3)),
    ("2 week history of foot drop", (14, 14)),
    ("foot drop x 3 days", (3, 3)),
    ("foot drop for 2-3 days", (2, 3)),
    ("foot drop for a few days", (2, 6)),
    ("foot drop since Thursday", (4, 4)),
    ("foot drop started 10 days ago", (10, 10)),
    ("foot drop since 20 May 2026", (12, 12)),
    ("foot drop since May 20, 2026", (12, 12)),
    ("foot drop since 2026-05-20", (12, 12)),
    ("foot drop for 5 hours", (5 / 24, 5 / 24)),
    ("Since last night he has had foot drop", (0, 1)),
    ("foot drop for the past week", (0, 7)),
]


@pytest.mark.parametrize(("text", "days"), ONSETS, ids=[o[0] for o in ONSETS])
def test_onset_is_days_before_today(read: Callable[..., Case], text: str, days: tuple[float, float]) -> None:
    onset = next(f.onset for f in read(text).findings if f.fact == "foot_drop")
    assert onset is not None
    assert (onset.low, onset.high) == pytest.approx(days)


OPERATIONS = [
    ("L4/5 discectomy 3 weeks ago", (21, 21), ("discectomy",), ("L4-L5",)),
    ("3 weeks after L4/5 discectomy", (21, 21), ("discectomy",), ("L4-L5",)),
    ("POD 2 from L4-S1 laminectomy", (2, 2), ("laminectomy",), ("L4-L5", "L5-S1")),
    ("day 1 post lumbar fusion", (1, 1), ("fusion",), ()),
    ("s/p TLIF L5-S1 6/52 ago", (42, 42), ("tlif",), ("L5-S1",)),
    ("fusion on 1 March 2026", (92, 92), ("fusion",), ()),
    ("D12-L2 fusion in 2020", (1977 - 0, 2343), ("fusion",), ("T12-L1", "L1-L2")),
    ("laminectomy and foraminotomies 2 years ago", (730.5, 730.5), ("laminectomy", "foraminotomy"), ()),
]


@pytest.mark.parametrize(("text", "days", "kinds", "levels"), OPERATIONS, ids=[o[0] for o in OPERATIONS])
def test_an_operation_has_its_date_kinds_and_levels(
    read: Callable[..., Case], text: str, days: tuple[float, float], kinds: tuple[str, ...], levels: tuple[str, ...]
) -> None:
    (operation,) = read(text).operations
    assert operation.days_ago is not None
    assert (operation.days_ago.low, operation.days_ago.high) == pytest.approx(days, abs=1.1)
    assert set(operation.kinds) == set(kinds)
    assert operation.levels == levels
    assert not operation.planned


def test_the_order_of_a_date_in_figures_follows_the_region(read: Callable[..., Case]) -> None:
    american, british = (read("fusion on 05/03/2026", region).operations[0].days_ago for region in ("us", "uk"))
    assert american == Interval.point(29)
    assert british == Interval.point(88)


def test_a_date_that_can_be_read_two_ways_says_so(read: Callable[..., Case]) -> None:
    finding = next(f for f in read("foot drop since 05/03/2026").findings if f.fact == "foot_drop")
    assert "the other order is possible" in finding.reason


def test_counted_operations_are_counted(read: Callable[..., Case]) -> None:
    case = read("history of 2 back surgeries")
    assert len(case.operations) == 2


def test_one_operation_named_twice_is_one(read: Callable[..., Case]) -> None:
    case = read("L4/5 discectomy 3 weeks ago. Since the discectomy he has back pain. After surgery he was well.")
    assert len(case.operations) == 1


def test_two_operations_with_dates_apart_are_two(read: Callable[..., Case]) -> None:
    case = read("L4/5 discectomy in 2018 and L4-S1 fusion in 2022.")
    assert [op.kinds for op in case.operations] == [("discectomy",), ("fusion",)]


@pytest.mark.parametrize("text", ["Is lumbar fusion indicated?", "She is scheduled for TLIF.", "Requests fusion."])
def test_an_operation_asked_for_is_planned(read: Callable[..., Case], text: str) -> None:
    case = read(text)
    assert case.operations
    assert all(op.planned for op in case.operations)
    assert "spine_surgery" not in {f.fact for f in case.findings}


@pytest.mark.parametrize(
    "text", ["knee surgery 3 weeks ago", "His father had a discectomy.", "No previous back surgery."]
)
def test_other_operations_are_not_the_patients_spine(read: Callable[..., Case], text: str) -> None:
    assert not read(text).operations


COURSES = [
    ("new foot drop", "new"),
    ("worsening foot drop", "worse"),
    ("foot drop is getting worse", "worse"),
    ("foot drop unchanged since surgery", "unchanged"),
    ("foot drop has improved", "better"),
    ("long-standing foot drop", "unchanged"),
    ("progressive foot drop", "worse"),
    ("foot drop since yesterday", "new"),
]


@pytest.mark.parametrize(("text", "course"), COURSES, ids=[c[0] for c in COURSES])
def test_how_a_finding_behaves_is_read(read: Callable[..., Case], text: str, course: str) -> None:
    assert next(f.course for f in read(text).findings if f.fact == "foot_drop") == course


def test_a_side_is_read(read: Callable[..., Case]) -> None:
    assert next(f.side for f in read("left foot drop").findings if f.fact == "foot_drop") == "left"
    assert next(f.side for f in read("foot drop on the right").findings if f.fact == "foot_drop") == "right"


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("R calf swollen.", "right"),
        ("L leg cold and white.", "left"),
        ("Calf swelling on R.", "right"),
        ("Calf swollen, R.", None),
        ("L5 numb foot, calf swollen", None),
        ("l calf swollen", None),
        ("Left calf swollen", "left"),
    ],
)
def test_r_and_l_are_sides_where_they_stand_in_capitals_before_a_word(
    read: Callable[..., Case], text: str, side: str | None
) -> None:
    sides = {f.side for f in read(text).findings if f.fact in ("calf_swelling", "cold_leg")}
    assert sides == {side}

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


NAMED = [
    ("19 days on from an L3/4 and L4/5 decompression", (19, 19), ("decompression",), ("L3-L4", "L4-L5")),
    ("two weeks following L5/S1 discectomy", (14, 14), ("discectomy",), ("L5-S1",)),
    ("L3 to L5 decompression 3 weeks ago", (21, 21), ("decompression",), ("L3-L4", "L4-L5")),
    ("L4 through S1 fusion 3 weeks ago", (21, 21), ("fusion",), ("L4-L5", "L5-S1")),
    ("Fusion 3 weeks ago at L4-S1.", (21, 21), ("fusion",), ("L4-L5", "L5-S1")),
    ("L2-L4 extension of fusion 5/19/26 for adjacent segment disease.", (13, 13), ("fusion",), ("L2-L3", "L3-L4")),
    ("Index surgery 5/12/2026, L4-5 laminectomy, Surgical Center.", (20, 20), ("laminectomy",), ("L4-L5",)),
    ("Op: L3-5 lami and foraminotomies 22/5.", (10, 10), ("laminectomy", "foraminotomy"), ("L3-L4", "L4-L5")),
    ("fusion 3 years back, cold feet", (1095.75, 1095.75), ("fusion",), ()),
    ("vomiting since ALIF Friday", (3, 3), ("alif",), ()),
    ("laminectomy Wed last week", (5, 5), ("laminectomy",), ()),
    ("day two after lumbar fusion", (2, 2), ("fusion",), ()),
    ("washout 8/2024", (640, 669), ("wound_washout",), ()),
    ("12 days s/p L4-S1 PSF", (12, 12), ("fusion",), ("L4-L5", "L5-S1")),
    ("a slipped disc taken out eight weeks ago", (56, 56), ("discectomy",), ()),
    ("1 year after revision L5/S1 decompression", (365.25, 365.25), ("decompression", "revision"), ("L5-S1",)),
    ("had an L4/5 revision on 22 May", (10, 10), ("revision",), ("L4-L5",)),
    ("screws and rods put in at L4, L5 on the 4th of May", (28, 28), ("instrumentation",), ("L4-L5",)),
]


@pytest.mark.parametrize(("text", "days", "kinds", "levels"), NAMED, ids=[n[0] for n in NAMED])
def test_operations_are_named_placed_and_dated_in_many_ways(
    read: Callable[..., Case], text: str, days: tuple[float, float], kinds: tuple[str, ...], levels: tuple[str, ...]
) -> None:
    (operation,) = read(text).operations
    assert operation.days_ago is not None
    assert (operation.days_ago.low, operation.days_ago.high) == pytest.approx(days, abs=1.1)
    assert set(operation.kinds) == set(kinds)
    assert operation.levels == levels
    assert not operation.planned


@pytest.mark.parametrize(
    "text",
    [
        "Left leg pain returned 3 months after the fusion.",
        "Fusion, power 4/5.",
        "Fusion, pain back 6 weeks after the fusion.",
        "Seen Friday about the fusion.",
        "Fusion booked 22/9.",
        "Fusion 3/4, weak leg.",
    ],
)
def test_a_time_of_something_else_does_not_date_an_operation(read: Callable[..., Case], text: str) -> None:
    assert all(op.days_ago is None for op in read(text).operations)


def test_dates_that_allow_but_one_order_settle_the_others(read: Callable[..., Case]) -> None:
    text = "Admitted 24/05/26. Infection after lumbar fusion (06/05/26)."
    assert read(text, "us").operations[0].days_ago == Interval.point(26)
    assert read("Seen 5/24/26. Lumbar fusion (05/06/26).", "uk").operations[0].days_ago == Interval.point(26)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("C5-6 ACDF 2015, appendectomy, L5-S1 TLIF 2020.", [("C5-C6",), ("L5-S1",)]),
        ("L4/5 discectomy 2020, redo with instrumented fusion at the same level in 2023.", [("L4-L5",), ("L4-L5",)]),
        ("Severe stenosis L1-2, just above old lami.", [()]),
        ("Microdisc L5-S1, 2 prior.", [("L5-S1",)]),
        ("Spinal surgery, including D12 and L2 screw fixation.", [("T12", "L2")]),
    ],
)
def test_a_level_belongs_to_its_operation(read: Callable[..., Case], text: str, levels: list[tuple[str, ...]]) -> None:
    assert [op.levels for op in read(text).operations] == levels


@pytest.mark.parametrize(
    ("text", "kinds", "days"),
    [
        ("two lumbar decompressions, in 2017 and 2022", "decompression", [3256, 1430]),
        ("two prior lumbar fusions (2016, 2021)", "fusion", [3621, 1795]),
        ("after two failed discectomies", "discectomy", [None, None]),
        ("two L4/5 microdiscectomies", "discectomy", [None, None]),
        ("He has had back surgery x3.", "spine_surgery", [None, None, None]),
        ("my second back op 12 days ago", "revision", [12, None]),
        ("I had two slipped disc operations, the last one was five years ago.", "discectomy", [1826, None]),
    ],
)
def test_counted_operations_are_of_the_kind_that_is_counted(
    read: Callable[..., Case], text: str, kinds: str, days: list[float | None]
) -> None:
    operations = read(text).operations
    assert [op.kinds for op in operations] == [(kinds,)] * len(days)
    for operation, expected in zip(operations, days, strict=True):
        if expected is None:
            assert operation.days_ago is None
        else:
            assert operation.days_ago is not None
            assert operation.days_ago.low - 1 <= expected <= operation.days_ago.high + 1


def test_operations_told_one_after_the_other_are_kept_apart(read: Callable[..., Case]) -> None:
    case = read("First a discectomy, then a fusion, then they took the metal out again.")
    assert [op.kinds for op in case.operations] == [("discectomy",), ("fusion",), ("hardware_removal",)]


def test_the_screws_of_a_fusion_are_no_second_operation(read: Callable[..., Case]) -> None:
    case = read("Fusion L2-L4 on 19 May 2026. CT: right L3 pedicle screw breaching medially.")
    assert [op.kinds for op in case.operations] == [("fusion", "instrumentation")]


def test_before_an_operation_is_no_operation_and_after_it_one_of_no_known_level(read: Callable[..., Case]) -> None:
    assert not read("Residual S1 tingling as pre-op.").operations
    (operation,) = read("Post-op course complicated by L5 palsy.").operations
    assert (operation.kinds, operation.levels) == (("spine_surgery",), ())


@pytest.mark.parametrize(
    "text",
    [
        "Is an L4-S1 fusion medically indicated?",
        "Listed for L3/4 decompression in July.",
        "PRIOR AUTHORIZATION - lumbar MRI and revision decompression, L4-5",
        "Policy 7.01 covers decompression when there is weakness.",
        "Authorization is sought for removal of L4 pedicle screws.",
        "Peer-to-peer: requesting revision L5-S1 fusion.",
    ],
)
def test_an_operation_in_a_request_is_planned(read: Callable[..., Case], text: str) -> None:
    operations = read(text).operations
    assert operations
    assert all(op.planned for op in operations)


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
        ("Calf swollen, R.", "right"),
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

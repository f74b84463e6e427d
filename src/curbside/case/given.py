"""Values as people write them on a form, in a test or after `--set`.

yes | no | possible                 a yes-or-no fact
bilateral                           a choice
200 | 150..250 | < 92 | >= 3        a number, in the unit of its fact
0..<30 | 0<..30                     a span without its upper or its lower end
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import inf

from curbside.case.model import Answer, Basis, Finding, Interval, Status, Value
from curbside.knowledge.conditions import COURSES
from curbside.knowledge.model import Fact, FactKind

_NUMBER = r"-?\d+(?:\.\d+)?"
_SPAN = re.compile(rf"^({_NUMBER})(<?)\s*(?:\.\.|to|–)(<?)\s*({_NUMBER})$")
_BOUND = re.compile(rf"^(<=|>=|<|>|≤|≥)\s*({_NUMBER})$")
_YES = {"yes": True, "true": True, "no": False, "false": False}
_SIDES = ("left", "right", "both")


class ValueRefusedError(ValueError):
    """A value that a fact cannot have; the message says what it can have.

    What was written is kept in `given` and never stands in the message: it may be a patient's words.
    """

    def __init__(self, fact: Fact, given: object, allowed: str) -> None:
        self.given = given
        self.allowed = allowed
        super().__init__(f"{fact.id} cannot have that value: give {allowed}")


def interval_from(raw: object) -> Interval | None:
    """A number, a span or a bound as an interval; None when it is none of these."""
    text = str(raw).strip()
    if re.fullmatch(_NUMBER, text):
        return Interval.point(float(text))
    if found := _SPAN.match(text):
        low, high = float(found[1]), float(found[4])
        return Interval(low, high, bool(found[2]), bool(found[3])) if low <= high else None
    if found := _BOUND.match(text):
        op, limit = found[1], float(found[2])
        if op in ("<", "<=", "≤"):
            return Interval(-inf, limit, high_open=op == "<")
        return Interval(limit, inf, low_open=op == ">")
    return None


def finding_from(fact: Fact, raw: object, basis: Basis | None = None) -> Finding:
    """The finding that a given value means.

    `raw` is a value, or a mapping with `value` and any of `course`, `onset` (days ago),
    `side` and `level`.

    Raises:
        ValueRefusedError: the fact cannot have that value, or it is implausible.
    """
    more: Mapping[str, object] = raw if isinstance(raw, Mapping) else {"value": raw}
    extra = set(more) - {"value", "course", "onset", "side", "level"}
    if extra or "value" not in more:
        raise ValueRefusedError(fact, dict(more), "a mapping with value and any of course, onset, side, level")
    value, status = _value(fact, more["value"])
    return Finding(
        fact=fact.id,
        value=value,
        status=status,
        basis=basis or Answer(str(more["value"])),
        onset=_onset(fact, more.get("onset")),
        course=_one_of(fact, more.get("course"), COURSES),
        side=_one_of(fact, more.get("side"), _SIDES),
        level=None if more.get("level") is None else str(more["level"]),
    )


def _value(fact: Fact, raw: object) -> tuple[Value, Status]:
    text = str(raw).strip().lower()
    if fact.kind is FactKind.yes_no:
        if text == "possible":
            return True, Status.possible
        if text not in _YES:
            raise ValueRefusedError(fact, raw, "yes, no or possible")
        return _YES[text], Status.present if _YES[text] else Status.absent
    if fact.kind is FactKind.choice:
        if text not in fact.values:
            raise ValueRefusedError(fact, raw, f"one of {', '.join(fact.values)}")
        return text, Status.present
    return _number(fact, raw), Status.present


def _number(fact: Fact, raw: object) -> Interval:
    unit = f" {fact.unit}" if fact.unit else ""
    given = interval_from(str(raw).removesuffix(fact.unit) if fact.unit else raw)
    if given is None:
        raise ValueRefusedError(fact, raw, f"a number{unit}, a span such as 1..2, or a bound such as < 3")
    low, high = fact.range or (-inf, inf)
    if given.high < low or given.low > high or (given.is_point and not low <= given.low <= high):
        raise ValueRefusedError(fact, raw, f"a value from {low:g} to {high:g}{unit}")
    return given


def _onset(fact: Fact, raw: object) -> Interval | None:
    if raw is None:
        return None
    given = interval_from(raw)
    if given is None:
        raise ValueRefusedError(fact, raw, "its onset in days before today")
    return given


def _one_of(fact: Fact, raw: object, known: tuple[str, ...]) -> str | None:
    if raw is None:
        return None
    if str(raw) not in known:
        raise ValueRefusedError(fact, raw, f"one of {', '.join(known)}")
    return str(raw)

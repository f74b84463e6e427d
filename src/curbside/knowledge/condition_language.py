"""The one-line language in which a rule says when it holds, read into the tree of `knowledge.conditions`.

    always | never
    saddle_numbness                          a yes-or-no fact
    not saddle_numbness
    age >= 65 | post_void_residual >= {ces_pvr_limit}      a number, its unit optional
    leg_pain is bilateral | leg_pain in bilateral, left    a choice
    all: [...] | any: [...] | not: ...
    at_least: 2   of: [...]
    course: {fact: bilateral_leg_pain, in: [new, worse]}
    onset: {fact: saddle_numbness, days: "< 14"}           days between its onset and today
    after: {fact: leg_weakness, event: days_since_surgery, days: "<= 14"}
    takes: {any: [opioid, gabapentinoid], at_least: 2}     classes or drugs being taken
    allergic: {any: [nsaid]}
    had: {any: [fusion], at_least: 1, level: L4-L5}        operations
    tried: {any: [physiotherapy], weeks: ">= 6", outcome: [no_benefit]}
    meets: fusion-after-earlier-surgery                    a criteria set

Comparisons read exactly `<`, `<=`, `>`, `>=` and `==`; there is no arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from curbside.knowledge.conditions import (
    COURSES,
    OUTCOMES,
    After,
    All,
    Allergic,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Compare,
    Condition,
    Course,
    Had,
    Holds,
    Meets,
    Never,
    Not,
    Onset,
    Operator,
    Takes,
    Tried,
)

_NAME = r"[a-z][a-z0-9_]*"
_COMPARE = re.compile(rf"^({_NAME})\s*(<=|>=|==|<|>)\s*(?:\{{({_NAME})\}}|(-?\d+(?:\.\d+)?)\s*(.*))$")
_CHOSEN = re.compile(rf"^({_NAME})\s+(?:is|in)\s+([a-z0-9_, ]+)$")
_LIMIT = re.compile(rf"^(<=|>=|==|<|>)\s*(?:\{{({_NAME})\}}|(\d+(?:\.\d+)?))$")


class ConditionError(ValueError):
    """A condition that cannot be read; the message says what to write instead."""


def parse_condition(raw: object) -> Condition:
    """Read a condition from its YAML form.

    Raises:
        ConditionError: the form is none of those above; the message names it.
    """
    if isinstance(raw, Condition):
        return raw
    if isinstance(raw, str):
        return _parse_line(raw.strip())
    if isinstance(raw, list | tuple):
        raise ConditionError("a list is neither 'all' nor 'any': write 'all: [...]' or 'any: [...]'")
    if isinstance(raw, Mapping):
        return _parse_mapping(raw)
    raise ConditionError(f"{raw!r} is no condition: write a fact, a comparison, or all/any/not/at_least")


def _parse_line(line: str) -> Condition:
    if line == "always":
        return Always()
    if line == "never":
        return Never()
    if line.startswith("not "):
        return Not(_parse_line(line[4:].strip()))
    if re.fullmatch(_NAME, line):
        return Holds(line)
    if found := _COMPARE.match(line):
        fact, op, figure, value, unit = found.groups()
        return Compare(fact, _operator(op), None if value is None else float(value), figure, (unit or "").strip())
    if found := _CHOSEN.match(line):
        values = tuple(v.strip() for v in found[2].split(",") if v.strip())
        return Chosen(found[1], values)
    raise ConditionError(f"cannot read {line!r}: write 'fact', 'fact >= 10', 'fact >= {{figure}}' or 'fact is value'")


def _parse_mapping(raw: Mapping[str, Any]) -> Condition:
    keys = set(raw)
    if keys == {"all"}:
        return All(_parts(raw["all"], "all"))
    if keys == {"any"}:
        return AnyOf(_parts(raw["any"], "any"))
    if keys == {"not"}:
        return Not(parse_condition(raw["not"]))
    if keys == {"at_least", "of"}:
        return _at_least(raw)
    if len(keys) == 1:
        (key,) = keys
        if key in _LEAVES:
            return _LEAVES[key](raw[key])
    raise ConditionError(
        f"cannot read a condition with the keys {', '.join(sorted(map(str, keys)))}: "
        f"use one of all, any, not, at_least with of, {', '.join(_LEAVES)}"
    )


def _parts(raw: object, name: str) -> tuple[Condition, ...]:
    if not isinstance(raw, list | tuple) or len(raw) < 2:
        raise ConditionError(f"'{name}' needs a list of at least two parts")
    return tuple(parse_condition(part) for part in raw)


def _at_least(raw: Mapping[str, Any]) -> AtLeast:
    parts = _parts(raw["of"], "of")
    n = _integer(raw["at_least"], "at_least")
    if not 1 <= n <= len(parts):
        raise ConditionError(f"'at_least: {n}' of {len(parts)} parts can never change: use 1 to {len(parts)}")
    return AtLeast(n, parts)


def _fields(raw: object, leaf: str, needed: set[str], allowed: set[str]) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise ConditionError(f"'{leaf}' needs the keys {', '.join(sorted(needed | allowed))}")
    missing, extra = needed - set(raw), set(raw) - needed - allowed
    if missing or extra:
        told = [f"lacks {', '.join(sorted(missing))}"] * bool(missing) + [f"has {', '.join(sorted(extra))}"] * bool(
            extra
        )
        raise ConditionError(f"'{leaf}' {' and '.join(told)}: its keys are {', '.join(sorted(needed | allowed))}")
    return raw


def _names(raw: object) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) else tuple(str(item) for item in raw)  # type: ignore[attr-defined]


def _among(raw: object, known: tuple[str, ...], what: str) -> tuple[str, ...]:
    names = _names(raw)
    for name in names:
        if name not in known:
            raise ConditionError(f"{name!r} is no {what}: use {', '.join(known)}")
    return names


def _integer(raw: object, name: str) -> int:
    if not re.fullmatch(r"\d+", str(raw)):
        raise ConditionError(f"'{name}' needs a whole number, not {raw!r}")
    return int(str(raw))


def _limit(raw: object, leaf: str) -> tuple[Operator, float | None, str | None]:
    found = _LIMIT.match(str(raw).strip())
    if not found:
        raise ConditionError(f'\'{leaf}\' needs a limit such as "<= 14" or ">= {{figure}}", not {raw!r}')
    return _operator(found[1]), None if found[3] is None else float(found[3]), found[2]


def _operator(raw: str) -> Operator:
    return raw  # type: ignore[return-value]


def _course(raw: object) -> Course:
    keys = _fields(raw, "course", {"fact", "in"}, set())
    return Course(str(keys["fact"]), _among(keys["in"], COURSES, "course"))


def _days(raw: object, leaf: str) -> tuple[Operator, float]:
    op, days, figure = _limit(raw, leaf)
    if figure is not None or days is None:
        raise ConditionError(f"'{leaf}' takes a number of days, not a figure")
    return op, days


def _onset(raw: object) -> Onset:
    keys = _fields(raw, "onset", {"fact", "days"}, set())
    return Onset(str(keys["fact"]), *_days(keys["days"], "onset"))


def _after(raw: object) -> After:
    keys = _fields(raw, "after", {"fact", "event", "days"}, set())
    return After(str(keys["fact"]), str(keys["event"]), *_days(keys["days"], "after"))


def _takes(raw: object) -> Takes:
    keys = _fields(raw, "takes", {"any"}, {"at_least"})
    return Takes(_names(keys["any"]), _integer(keys.get("at_least", 1), "at_least"))


def _allergic(raw: object) -> Allergic:
    return Allergic(_names(_fields(raw, "allergic", {"any"}, set())["any"]))


def _had(raw: object) -> Had:
    keys = _fields(raw, "had", set(), {"any", "at_least", "level"})
    level = None if keys.get("level") is None else str(keys["level"])
    return Had(_names(keys.get("any", ())), _integer(keys.get("at_least", 1), "at_least"), level)


def _tried(raw: object) -> Tried:
    keys = _fields(raw, "tried", {"any"}, {"weeks", "outcome"})
    op, weeks, figure = _limit(keys["weeks"], "tried") if "weeks" in keys else (None, None, None)
    outcomes = _among(keys.get("outcome", ()), OUTCOMES, "outcome")
    return Tried(_names(keys["any"]), op, weeks, figure, outcomes)


_LEAVES: dict[str, Callable[[object], Condition]] = {
    "course": _course,
    "onset": _onset,
    "after": _after,
    "takes": _takes,
    "allergic": _allergic,
    "had": _had,
    "tried": _tried,
    "meets": lambda raw: Meets(str(raw)),
}

"""The medicines in the bottom line: the verdict on what is asked about, the gravest thing in what is taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from curbside.article.blocks import Desk, joined
from curbside.article.check import LONGEST_BOTTOM_LINE
from curbside.article.medicines import GRAVE, as_written, medicine_review, not_checked, reason_block, verdict_block
from curbside.article.model import Block, BlockKind
from curbside.case.model import Use
from curbside.drugs.model import DoseCheck, Reason, Verdict
from curbside.knowledge.model import Verification

_GRAVEST = 30
"""Words; more would leave no room for what is to be done."""
_PLAINLY_GRAVE = (Verdict.block, Verdict.reduce, Verdict.avoid)


def checked_line(desk: Desk, most: int = LONGEST_BOTTOM_LINE) -> Block | None:
    """The verdicts and doses of the medicines of the text, as many as fit in so many words; None without any.

    What is asked about comes first, with the gravest reason against it: told shortly rather than left out.
    """
    chosen: Block | None = None
    for options in _lines(desk):
        for block in options:
            longer = block if chosen is None else joined(chosen, _apart(block, len(chosen.fills)))
            if len(longer.text.split()) <= most:
                chosen = longer
                break
    return chosen


def _lines(desk: Desk) -> Iterator[tuple[Block, ...]]:
    """What can be said of the medicines, the first things first; each in its long and its short form."""
    review = desk.assessment.medicines
    taken = sorted(review.taken, key=lambda each: each[0].use is not Use.asked)
    told: set[Block] = set()
    yield from ((replace(not_checked(m), kind=BlockKind.dose),) for m in review.unknown if m.use is Use.asked)
    for medication, check in taken[:1]:
        lines: list[tuple[Block, ...]] = [(verdict_block(desk, check, as_written(medication)),)]
        if not desk.for_patient:
            lines += [_forms(desk, reason) for reason in _certain(check)]
        told.update(line[0] for line in lines)
        yield from lines
    for block in medicine_review(desk).blocks:
        if block.kind is BlockKind.dose and block not in told:
            yield (block,)


def gravest_line(desk: Desk, most: int) -> Block | None:
    """What is gravest in the medicines that are taken, in at most so many words; None where nothing is grave."""
    chosen: Block | None = None
    for options in _plainly(desk) if desk.for_patient else _gravest(desk):
        for block in options:
            longer = block if chosen is None else joined(chosen, _apart(block, len(chosen.fills)))
            if len(longer.text.split()) <= min(most, _GRAVEST):
                chosen = longer
                break
    return chosen


def _gravest(desk: Desk) -> Iterator[tuple[Block, ...]]:
    """The gravest reason of each medicine or pair, with its name: the gravest first, what an eGFR alone raises last."""
    found: dict[str, tuple[tuple[bool, int], Reason, str]] = {}
    for medication, check in desk.assessment.medicines.taken:
        for reason in _certain(check) if medication.use is not Use.asked else ():
            if reason.grade is not None and reason.grade in GRAVE:
                order = reason in check.likely, -reason.grade.rank
                found.setdefault(reason.id, (order, reason, check.drug.replace("_", " ")))
    pairs: set[frozenset[str]] = set()
    for _, reason, drug in sorted(found.values(), key=lambda each: each[0]):
        pair = frozenset((drug, reason.with_drug or reason.id))
        if pair not in pairs:
            pairs.add(pair)
            yield tuple(_of(block, drug) for block in _forms(desk, reason))


def _plainly(desk: Desk) -> Iterator[tuple[Block, ...]]:
    """The verdicts for a patient on what may be too much or may not suit."""
    for medication, check in desk.assessment.medicines.taken:
        if medication.use is not Use.asked and check.verdict in _PLAINLY_GRAVE:
            yield (verdict_block(desk, check, as_written(medication)),)


def _certain(check: DoseCheck) -> list[Reason]:
    """What speaks against a medicine for certain and from a source that was read."""
    return [r for r in (*check.reasons, *check.likely) if not r.possible and r.verification is not Verification.memory]


def _forms(desk: Desk, reason: Reason) -> tuple[Block, ...]:
    """A reason in full, and in short: what to do about it alone, where another medicine is named."""
    full = reason_block(desk, reason)
    if not reason.with_drug or reason.kind != "interaction":
        return (full,)
    return full, reason_block(desk, replace(reason, says=reason.action, action=""))


def _of(block: Block, drug: str) -> Block:
    """The block as a sentence that opens with the name of the medicine that it is about."""
    fills = dict(block.fills)
    says = fills.get("says", "")
    template = ("{drug} " if says.startswith("With ") else "{drug}: ") + block.template
    return replace(
        block,
        template=template,
        fills=(("drug", drug[:1].upper() + drug[1:]), *{**fills, "says": says[:1].lower() + says[1:]}.items()),
    )


def _apart(block: Block, n: int) -> Block:
    """The block with fills that cannot meet those of another."""
    template = block.template
    for name, _ in block.fills:
        template = template.replace("{" + name + "}", "{" + f"{name}_{n}" + "}")
    return replace(block, template=template, fills=tuple((f"{name}_{n}", value) for name, value in block.fills))

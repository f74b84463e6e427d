"""Medicines in the article: what is taken is reviewed, what is proposed carries its dose and its check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from curbside.article.blocks import Desk
from curbside.article.model import ArticleSection, Block, BlockKind, Mark
from curbside.case.model import CURRENT, Medication, Use
from curbside.drugs.model import DoseBand, DoseCheck, Reason, Verdict
from curbside.evidence.explained import is_of, table_key
from curbside.knowledge.drug_model import Grade
from curbside.knowledge.model import Verification
from curbside.pathway.model import Cover

_VERDICTS = {
    Verdict.ok: "nothing in the tables speaks against it",
    Verdict.caution: "with caution",
    Verdict.reduce: "above its limit for this patient",
    Verdict.avoid: "avoid in this patient",
    Verdict.unjudged: "cannot be judged until the open questions are answered; it is not stopped for that",
    Verdict.hold: "hold until the open questions are answered",
    Verdict.block: "must not be given to this patient",
    Verdict.unknown_drug: "in no table: check by hand",
}


_PLAIN = {
    Verdict.ok: "nothing that we know speaks against it",
    Verdict.caution: "take care with it, and ask what to watch for",
    Verdict.reduce: "this may be too much for you. Ask your prescriber this week. Do not change it on your own",
    Verdict.avoid: "it may not suit you. Ask your prescriber this week. Do not stop it on your own",
    Verdict.unjudged: "we need to know more to check it. Do not stop it for that",
    Verdict.hold: "do not start it until your team has asked you more",
    Verdict.block: "it is not right for you. If you take it now, call your prescriber today",
    Verdict.unknown_drug: "we do not know it. Ask your pharmacist",
}
"""The same verdicts for a patient."""
_PLAIN_AVOID_UNASKED = "it may not suit you. Do not start it until your team has asked you more"


_AVOID_UNASKED = "avoid in this patient; nothing is started before the open questions are answered"


_CROSSED = (
    "checked only against the other medicines named, with no finding; whether it suits this patient is not judged"
)
_PLAIN_CROSSED = "we checked it only against your other medicines. Ask your prescriber if it suits you"


def verdict_in_words(check: DoseCheck, *, plain: bool = False) -> str:
    """What the check says in a few words, and never more than it found.

    To hold a drug that is to be avoided anyway would promise too much, and so would a
    drug passed as sound that the tables know only for how it meets others.
    """
    if check.verdict is Verdict.hold and check.is_to_be_avoided:
        return _PLAIN_AVOID_UNASKED if plain else _AVOID_UNASKED
    if check.verdict is Verdict.ok and check.is_only_crossed:
        return _PLAIN_CROSSED if plain else _CROSSED
    return (_PLAIN if plain else _VERDICTS)[check.verdict]


def proposed_blocks(desk: Desk, drug: str) -> Iterator[Block]:
    """The check of a drug that an act would start: verdict, dose with its arithmetic, reasons, warnings."""
    check = desk.assessment.proposed.get(drug)
    if check is not None:
        yield from _checked(desk, check, drug.replace("_", " "))


def medicine_review(desk: Desk) -> ArticleSection:
    """What a pharmacist finds in the medicines that are taken, planned or asked about."""
    review = desk.assessment.medicines
    blocks: list[Block] = []
    for medication, check in review.taken:
        blocks.extend(_checked(desk, check, as_written(medication)))
        blocks.extend(_notes(desk, check))
    for medication in review.unknown:
        blocks.append(not_checked(medication))
    if review.opioids_taken:
        blocks.extend(_opioid_total(desk))
    blocks.extend(_stops(desk))
    if review.naloxone.discuss and review.naloxone.offer:
        blocks.append(_naloxone(desk))
    title = "Your medicines" if desk.for_patient else "Review of the medicines taken"
    return ArticleSection("medicine-review", title, tuple(dict.fromkeys(blocks)))


def _notes(desk: Desk, check: DoseCheck) -> Iterator[Block]:
    """The notes of the tables on this drug that bear on this patient; a reader who is no clinician gets them marked."""
    shelves = desk.knowledge.shelves
    drug = shelves["drugs"].get(check.drug)
    if drug is None:
        return
    for entry in shelves["drug_notes"].values():
        fits = entry.decides and entry.region in (None, desk.assessment.region) and is_of(drug, entry.drugs)
        if fits and _bears(desk, entry.kind):
            lead = "For your clinician: " if desk.for_patient else ""
            marks = (Mark.check_source,) if entry.verification is Verification.memory else ()
            yield _dose(lead + "{drug}: {says}.", (table_key(drug, entry),), marks,
                        drug=check.drug.replace("_", " "), says=entry.says.rstrip("."))  # fmt: skip


_BEARS = {
    "pregnancy": ("pregnancy",),
    "oud": ("opioid_use_disorder", "substance_use_disorder"),
    "perioperative": ("surgery_planned", "fusion_planned", "procedure_planned", "postoperative_pain", "surgery_asked"),
    "supply": ("postoperative_pain", "acute_pain"),
    "taper": ("opioid_taper_asked", "opioid_harm"),
}
"""The facts, by kind of note, of which one must be present; a note of any other kind goes with the drug."""


def _bears(desk: Desk, kind: str) -> bool:
    if kind not in _BEARS:
        return True
    known = desk.assessment.known
    return any(f.value is True and f.status in CURRENT for fact in _BEARS[kind] for f in known.get(fact, ()))


GRAVE = (Grade.X, Grade.D)


def dose_alarms(desk: Desk) -> ArticleSection:
    """Beneath an emergency: what is dangerous in the medicines that were named, and nothing else of them.

    Above a limit, a dangerous pair, an opioid with another sedative, and what must not be stopped at once.
    """
    review = desk.assessment.medicines
    blocks: list[Block] = []
    for medication, check in review.taken:
        grave = [r for r in (*check.reasons, *check.likely) if r.grade in GRAVE]
        if medication.use is not Use.asked and (grave or check.verdict in _ALARMING):
            blocks += _alarmed(desk, check, as_written(medication), grave)
    blocks += map(not_checked, review.unknown)
    blocks.extend(_stops(desk))
    if review.naloxone.discuss and review.naloxone.offer:
        blocks.append(_naloxone(desk))
    title = "Your medicines: tell the emergency team" if desk.for_patient else "Dose alarms in the medicines named"
    return ArticleSection("dose-alarms", title, tuple(dict.fromkeys(blocks)))


_TELL = "it may be too much or may not suit you now. Show this to the team that sees you. Do not stop it on your own"
_ALARMING = (Verdict.block, Verdict.reduce, Verdict.avoid)


def not_checked(medication: Medication) -> Block:
    """That a medicine is unknown here: named, never passed over."""
    words = "Unknown drug: {quote}. It stands in no table and was not checked."
    return Block(BlockKind.note, words, (("quote", medication.name),))


def _alarmed(desk: Desk, check: DoseCheck, name: str, grave: list[Reason]) -> Iterator[Block]:
    verdict = _TELL if desk.for_patient else verdict_in_words(check)
    yield _dose("{name}: {verdict}.", _support(desk, check), name=name, verdict=verdict)
    for reason in grave:
        block = reason_block(desk, reason)
        yield replace(block, template="For your clinician: " + block.template) if desk.for_patient else block


def is_about_medicines(desk: Desk) -> bool:
    """Whether a question outside the pathway names a medicine for pain, which can be checked all the same."""
    drugs = desk.knowledge.shelves["drugs"]
    named = {check.drug for _, check in desk.assessment.medicines.taken}
    treats = any(drug in drugs and drugs[drug].kind == "treatment" for drug in named)
    return desk.assessment.scope.cover is Cover.outside and treats


def _naloxone(desk: Desk) -> Block:
    words = "Ask for naloxone. Why: {why}." if desk.for_patient else "Offer naloxone: {why}."
    return _dose(words, ("naloxone",), why="; ".join(desk.assessment.medicines.naloxone.reasons))


def _stops(desk: Desk) -> Iterator[Block]:
    """What must not be stopped at once; a patient reads it once for each medicine."""
    told = {check.drug for _, check in desk.assessment.medicines.taken if check.taper}
    for stop in desk.assessment.medicines.stops:
        if not (desk.for_patient and stop.drug in told):
            yield _dose("{says}", (f"stop:{stop.drug}",), says=stop.says)


def as_written(medication: Medication) -> str:
    """The medicine as it stands in the case."""
    quote = getattr(medication.basis, "quote", "") or medication.name
    told = {Use.planned: " (planned)", Use.asked: " (asked about)"}.get(medication.use, "")
    return " ".join(quote.split()) + told


def verdict_block(desk: Desk, check: DoseCheck, name: str) -> Block:
    """The verdict on one medicine, in the words of this reader."""
    words = verdict_in_words(check, plain=desk.for_patient)
    return _dose("{name}: {verdict}.", _support(desk, check), name=name, verdict=words)


def _checked_plainly(desk: Desk, check: DoseCheck, name: str) -> Iterator[Block]:
    """The same verdict, warnings and questions for a patient; what is technical is marked for the clinician."""
    support, drug = _support(desk, check), check.drug.replace("_", " ")
    yield verdict_block(desk, check, name)
    for reason in (*check.reasons, *check.likely):
        block = reason_block(desk, reason)
        yield replace(block, template="For your clinician: " + block.template)
    if check.asks:
        asked = "; ".join(_label(desk, ask.fact) for ask in check.asks)
        yield _dose("Tell your team about these, for {drug}: {asked}.", support, drug=drug, asked=asked)
    if check.taper:
        yield _dose("Never stop {drug} suddenly. It is cut down {how}.", support, drug=drug, how=check.taper)
    for told in check.pharmacist:
        yield Block(BlockKind.note, "For your clinician: {told}.", (("told", told.rstrip(".")),))


def _checked(desk: Desk, check: DoseCheck, name: str) -> Iterator[Block]:
    if desk.for_patient:
        yield from _checked_plainly(desk, check, name)
        return
    support = _support(desk, check)
    yield verdict_block(desk, check, name)
    for reason in (*check.reasons, *check.likely):
        yield reason_block(desk, reason)
    if check.asks:
        asked = "; ".join(_label(desk, ask.fact) for ask in check.asks)
        yield _dose("Before {drug} is judged: {asked}.", support, drug=check.drug.replace("_", " "), asked=asked)
    yield from _numbers(check)
    yield from (_dose("Boxed warning: {says}.", support, says=text.rstrip(".")) for text in check.boxed)
    if check.taper:
        yield _dose("Never stop {drug} suddenly: {how}.", support, drug=check.drug.replace("_", " "), how=check.taper)
    for told in (*check.pharmacist, *check.caveats):
        yield Block(BlockKind.note, "{told}.", (("told", told.rstrip(".")),))


def _support(desk: Desk, check: DoseCheck) -> tuple[str, ...]:
    keys = (f"dose:{check.drug}", *(reason.id for reason in check.reasons), f"drug:{check.drug}")
    return tuple(dict.fromkeys(key for key in keys if desk.evidence.holds(key)))[:3]


def reason_block(desk: Desk, reason: Reason) -> Block:
    grade = f" (grade {reason.grade.value})" if reason.grade is not None and not desk.for_patient else ""
    possible = "If present: " if reason.possible else ""
    said = ". ".join(part.rstrip(".") for part in (reason.says, reason.action) if part)
    other = (reason.with_drug or "").replace("_", " ") if reason.kind == "interaction" else ""
    words = f"{possible}With {other}: {said[:1].lower()}{said[1:]}" if other else f"{possible}{said}"
    marks = (Mark.check_source,) if reason.verification is Verification.memory else ()
    return _dose("{says}{grade}.", (reason.id,), marks, says=words[:1].upper() + words[1:], grade=grade)


def _numbers(check: DoseCheck) -> Iterator[Block]:
    for calculation in check.calculations:
        words = "{what}: {arithmetic}"
        if calculation.assumptions:
            words += " ({assumed})"
        yield _dose(
            words + ".",
            (calculation.name,),
            what=calculation.name.replace("_", " "),
            arithmetic=calculation.arithmetic,
            assumed="; ".join(calculation.assumptions),
        )
    if check.dose is not None and check.verdict is not Verdict.block:
        yield from _band(check, check.dose)


def _band(check: DoseCheck, band: DoseBand) -> Iterator[Block]:
    parts = [f"start {band.start}" if band.start else "", *band.says]
    if band.max_day is not None:
        parts.append(f"at most {_amount(band.max_day)} {band.unit} a day")
    if band.max_days is not None:
        parts.append(f"for at most {_amount(band.max_days)} days")
    told = "; ".join(part.rstrip(".") for part in dict.fromkeys(parts) if part)
    if not told:
        return
    marks = (Mark.check_source,) if band.verification is Verification.memory else ()
    held = "Dose, once the open questions are answered" if check.verdict is Verdict.hold else "Dose"
    if check.verdict is Verdict.hold and any(ask.for_dose for ask in check.asks):
        return
    yield _dose("{held} of {drug}: {told}.", (f"dose:{check.drug}",), marks, held=held,
                drug=check.drug.replace("_", " "), told=told)  # fmt: skip
    for line in band.arithmetic:
        yield _dose("{line}.", (f"dose:{check.drug}",), line=line.rstrip("."))


def _opioid_total(desk: Desk) -> Iterator[Block]:
    total = desk.assessment.medicines.mme
    words = "Opioids taken, as a gauge of risk and never a way to a new dose: {total}."
    if desk.for_patient:
        words = "Your opioids together, as a number that shows risk and is never used to pick a dose: {total}."
    yield _dose(words, ("mme",), total=total.text)
    if not desk.for_patient:
        yield from (
            _dose("{part}.", ("mme",), part=p.arithmetic or p.reason) for p in total.parts if p.arithmetic or p.reason
        )


def _dose(template: str, because: Iterable[str], marks: tuple[Mark, ...] = (), **fills: str) -> Block:
    used = tuple((name, value) for name, value in fills.items() if "{" + name + "}" in template)
    return Block(BlockKind.dose, template, used, "medicines", tuple(because), marks=marks)


def _label(desk: Desk, fact: str) -> str:
    entry = desk.knowledge.facts.get(fact)
    if entry is None:
        return fact.replace("_", " ")
    return (entry.label_patient or entry.label) if desk.for_patient else entry.label


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")

"""Scoring: what was read in one text against what should have been.

Only findings about the patient now are scored as read; a fact that the gold holds as
history, as hypothetical or of another person must simply not be read as current.
Amounts are compared in one unit of mass: "1 g" is the amount of "1000 mg".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from benchmarks.reading_gold import GoldFact, GoldMedicine, GoldOperation, GoldText
from curbside.case.kleene import compare
from curbside.case.model import CURRENT, Case, Finding, Interval, Medication, Operation, Status
from curbside.case.words import load_words
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Fact, FactKind
from curbside.pathway.measured import PROOFS
from curbside.pathway.view import View, lineage

_READ_TOO = PROOFS.keys()
"""Derived facts that are also read from words."""
_MILLIGRAMS = {"g": 1000.0, "mg": 1.0, "mcg": 0.001}
_STRENGTH = re.compile(r"\s*[\d./]+$")
TRUE_ENOUGH = (Status.present, Status.possible)
"""A possible red flag fires its rule, so for its recall both count."""


@dataclass
class Tally:
    """Counts by name, and the misreadings behind them."""

    counts: Counter[str] = field(default_factory=Counter)
    misread: list[tuple[str, str, str]] = field(default_factory=list)
    """Text, what was read, what should have been."""

    def hit(self, group: str) -> None:
        self.counts[f"{group}.hit"] += 1

    def missed(self, group: str, text: str, told: str, wanted: str) -> None:
        self.counts[f"{group}.missed"] += 1
        self.misread.append((text, told or "nothing", wanted))

    def extra(self, group: str, text: str, told: str) -> None:
        self.counts[f"{group}.extra"] += 1
        self.misread.append((text, told, "nothing"))

    def figures(self, group: str) -> dict[str, float]:
        """Precision and recall with the counts they are made of."""
        hit, missed, extra = (self.counts[f"{group}.{n}"] for n in ("hit", "missed", "extra"))
        return {
            "precision": round(hit / (hit + extra), 3) if hit + extra else 1.0,
            "recall": round(hit / (hit + missed), 3) if hit + missed else 1.0,
            "gold": hit + missed,
            "read": hit + extra,
        }

    def share(self, group: str) -> dict[str, float]:
        """The share that is right, of those that could be right."""
        hit, missed = self.counts[f"{group}.hit"], self.counts[f"{group}.missed"]
        return {"right": round(hit / (hit + missed), 3) if hit + missed else 1.0, "of": hit + missed}


class Scorer:
    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._facts = knowledge.facts
        self._line = lineage(knowledge)
        self._figures = knowledge.figures
        table = load_words().table("medicines")
        more = [*table["names"].items(), *table["short_names"].items()]
        called: dict[str, list[str]] = {}
        for drug_id, words in more:
            called.setdefault(drug_id, []).extend(words)
        self._names: Mapping[str, tuple[str, ...]] = {
            drug.id: tuple(name.lower() for name in (*drug.names, *drug.brands, *called.get(drug.id, ())))
            for drug in knowledge.shelves["drugs"].values()
        }
        self._products = {
            called: product.ingredients
            for product in knowledge.shelves["products"].values()
            for name in product.names
            for called in (name.lower(), _STRENGTH.sub("", name.lower()))
        }
        self._products |= {
            name.lower(): self._products[product] for product, also in table["product_names"].items() for name in also
        }

    def score(self, gold: GoldText, case: Case, tally: Tally) -> None:
        """Add one text to the tally."""
        self._score_facts(gold, case, tally)
        self._score_medicines(gold, case, tally)
        _score_operations(gold, case, tally)
        _score_treatments(gold, case, tally)
        if gold.question:
            told = case.question.type.value
            _judge(
                tally, "question", gold.text, told == gold.question, (f"question {told}", f"question {gold.question}")
            )

    # --- facts ---

    def group(self, name: str) -> str:
        fact = self._facts[name]
        if fact.kind is FactKind.yes_no:
            return "red_flags" if fact.red_flag else "other_yes_no"
        return "numbers" if fact.kind is FactKind.number else "choices"

    def _score_facts(self, gold: GoldText, case: Case, tally: Tally) -> None:
        found = [f for f in case.findings if f.status in CURRENT and self._is_scored(self._facts[f.fact])]
        computed = self._computed(gold, case)
        for wanted in gold.facts:
            self._score_wanted(wanted, gold, [*found, *computed], tally)
        self._score_alarm(gold, case, found, tally)
        named = {wanted.fact for wanted in gold.facts if wanted.status in CURRENT}
        spared = gold.also | self._follows(gold)
        seen = set()
        for finding in found:
            said = (finding.fact, finding.status, str(finding.value))
            right = finding.fact in named and any(_agrees(w, finding) for w in gold.facts if w.fact == finding.fact)
            if not right and finding.fact not in spared and said not in seen:
                tally.extra(self.group(finding.fact), gold.text, in_words(finding))
            seen.add(said)

    def _computed(self, gold: GoldText, case: Case) -> list[Finding]:
        """What the plan computes of the gold, from the operations that were read: how long ago and where."""
        facts = {wanted.fact for wanted in gold.facts if self._is_computed(self._facts[wanted.fact])}
        if not facts:
            return []
        view = View(case, self._knowledge, gold.region)  # type: ignore[arg-type]
        known = {fact: view.known(fact) for fact in facts}
        return [Finding(fact, it.value, Status.present, it.findings[0].basis) for fact, it in known.items() if it]

    def _is_computed(self, fact: Fact) -> bool:
        return fact.kind in (FactKind.number, FactKind.choice) and not self._is_scored(fact)

    def _score_alarm(self, gold: GoldText, case: Case, found: list[Finding], tally: Tally) -> None:
        """Whether a text with warning signs rings at all, or at least says what was not read; and one without, not."""
        if not any(self._rings(w.fact, w.status) for w in gold.facts):
            if not any(self._rings(fact, Status.present) for fact in gold.also):
                rings = any(self._rings(f.fact, f.status) for f in found)
                _judge(tally, "texts_without_a_sign_quiet", gold.text, not rings, ("an alarm", "no alarm"))
            return
        rings = any(self._rings(f.fact, f.status) for f in found)
        _judge(tally, "texts_with_a_sign_ring", gold.text, rings, ("no alarm", "an alarm"))
        is_named = rings or bool(case.unread)
        _judge(tally, "texts_with_a_sign_ring_or_say_what_was_not_read", gold.text, is_named, ("silence", "an alarm"))

    def _rings(self, fact: str, status: Status) -> bool:
        return self._facts[fact].red_flag and status in TRUE_ENOUGH

    def _score_wanted(self, wanted: GoldFact, gold: GoldText, found: list[Finding], tally: Tally) -> None:
        about = [f for f in found if f.fact == wanted.fact]
        told = "; ".join(map(in_words, about))
        if wanted.status not in CURRENT:
            wrong = [f for f in about if f.status in TRUE_ENOUGH]
            words = (told, f"{wanted.fact} {wanted.status.value}")
            _judge(tally, "not_about_the_patient_now", gold.text, not wrong, words)
            return
        named = f"{wanted.fact} {wanted.status.value if wanted.value is None else _value(wanted.value)}"
        right = [f for f in about if _agrees(wanted, f)] or self._by_a_specific(wanted, found)
        _judge(tally, self.group(wanted.fact), gold.text, bool(right), (told, named))
        if self._facts[wanted.fact].red_flag and wanted.status in TRUE_ENOUGH:
            heard = bool(right) or any(f.status in TRUE_ENOUGH for f in about)
            _judge(tally, "red_flags_heard", gold.text, heard, (told, f"RED FLAG {named}"))
        if right:
            _score_attributes(wanted, right, gold.text, tally)

    def _by_a_specific(self, wanted: GoldFact, found: list[Finding]) -> list[Finding]:
        """A special case stands for its general fact: retention is a bladder change."""
        if wanted.value is not None or wanted.status is Status.absent:
            return []
        specifics = self._line.specifics[wanted.fact]
        read = [f for f in found if f.fact in specifics and f.status is wanted.status]
        return read or [f for f in found if f.status is wanted.status and self._is_measured(wanted.fact, f)]

    def _is_measured(self, wanted: str, finding: Finding) -> bool:
        """Whether a number says it, as the plan has it: a fever by the temperature, a low pressure by the systolic."""
        value = finding.value
        for proof in PROOFS.get(wanted, ()):
            limit = self._figures[proof.figure][1].value_at("us", date.max) if proof.figure in self._figures else None
            if proof.number == finding.fact and limit is not None and isinstance(value, Interval):
                return compare(value, proof.op, limit) is True
        return False

    def _is_scored(self, fact: Fact) -> bool:
        """A fact computed from operations or medicines is scored through them."""
        return fact.derived is None or fact.id in _READ_TOO

    def _follows(self, gold: GoldText) -> frozenset[str]:
        """Facts that follow from the gold by their names or numbers, and the side of a pain whose side is given.

        Whether pain is "persistent" is a judgement on the whole text, and is scored nowhere.
        """
        more = {"pain_persistent"}
        for wanted in gold.facts:
            if wanted.status in TRUE_ENOUGH:
                more.update(self._line.generals[wanted.fact])
            elif wanted.status is Status.absent:
                more.update(self._line.specifics[wanted.fact])
            if wanted.fact in ("leg_pain", "bilateral_leg_pain"):
                more.add("leg_pain_side")
            more.update(fact for fact, proofs in PROOFS.items() for p in proofs if p.number == wanted.fact)
            more.update(proof.number for proof in PROOFS.get(wanted.fact, ()))
        return frozenset(more - {wanted.fact for wanted in gold.facts})

    # --- medicines ---

    def _score_medicines(self, gold: GoldText, case: Case, tally: Tally) -> None:
        read = [part for m in case.medications if m.drug in self._names for part in self._parts(m)]  # no classes
        for wanted in gold.medicines:
            about = [m for m in read if m.drug == wanted.drug]
            right = [m for m in about if wanted.use in ("any", m.use.value)]
            told = "; ".join(medicine_in_words(m) for m in about)
            _judge(tally, "medicines", gold.text, bool(right), (told, f"{wanted.drug} {wanted.use}"))
            if right:
                _score_amounts(wanted, right, gold.text, tally)
        known = {(w.drug, w.use) for w in gold.medicines} | {(w.drug, "any") for w in gold.medicines}
        uses = {w.drug: w.use for w in gold.medicines}
        for drug, use in dict.fromkeys((str(m.drug), m.use.value) for m in read):
            if drug not in uses:
                self._unexpected(drug, use, gold, tally)
            elif (drug, use) not in known and uses[drug] != "any" and not gold.also_lists["medicines"]:
                tally.extra("medicines", gold.text, f"{drug} {use}")

    def _parts(self, read: Medication) -> list[Medication]:
        """A medicine for each drug in it: who reads "co-codamol 30/500" has read codeine and paracetamol."""
        held = self._products.get(read.name.lower()) or self._products.get(_STRENGTH.sub("", read.name.lower()), ())
        if not held:
            return [read]
        return [replace(read, drug=part.drug, strength=part.amount, strength_unit=part.unit) for part in held]

    def _unexpected(self, drug: str, use: str, gold: GoldText, tally: Tally) -> None:
        holding = (name for name, held in self._products.items() if any(part.drug == drug for part in held))
        names = (*self._names[drug], *holding)
        if not any(re.search(rf"(?<!\w){re.escape(name)}", gold.text.lower()) for name in names):
            tally.extra("invented_drugs", gold.text, f"INVENTED {drug} {use}")
        if not gold.also_lists["medicines"]:
            tally.extra("medicines", gold.text, f"{drug} {use}")


def _judge(tally: Tally, group: str, text: str, right: bool, words: tuple[str, str]) -> None:
    if right:
        tally.hit(group)
    else:
        tally.missed(group, text, *words)


def _agrees(wanted: GoldFact, finding: Finding) -> bool:
    if finding.status is not wanted.status:
        return False
    return wanted.value is None or _same(wanted.value, finding.value)


def _same(wanted: object, read: object) -> bool:
    if isinstance(wanted, Interval) and isinstance(read, Interval):
        slack = max(0.011 * abs(wanted.low), 0.006)
        ends = ((wanted.low, read.low), (wanted.high, read.high))
        return all(a == b or abs(a - b) <= slack for a, b in ends) or (
            not wanted.is_point and wanted.low <= max(read.low, 0) and read.high <= wanted.high
        )
    return wanted == read


def _score_attributes(wanted: GoldFact, right: list[Finding], text: str, tally: Tally) -> None:
    for name, value in wanted.attributes.items():
        if name == "onset":
            told = [f.onset for f in right]
            good = any(i is not None and _near(float(value), i) for i in told)
        else:
            told = [getattr(f, name) for f in right]
            good = value in told
        _judge(tally, name, text, good, (f"{wanted.fact} {name} {told}", f"{wanted.fact} {name} {value}"))


def _near(days: float, read: Interval) -> bool:
    slack = max(1.0, days * 0.1)
    return read.low - slack <= days <= read.high + slack and (read.high - read.low) <= 2 * slack + days


def _score_amounts(wanted: GoldMedicine, right: list[Medication], text: str, tally: Tally) -> None:
    told = "; ".join(map(medicine_in_words, right))
    if wanted.amount is not None:
        good = any(_amount_agrees(wanted, m) for m in right)
        _judge(tally, "amounts", text, good, (told, f"{wanted.drug} {_value(wanted.amount)} {wanted.unit}"))
    if wanted.per_day is not None:
        good = any(m.per_day is not None and m.per_day.high == wanted.per_day for m in right)
        _judge(tally, "frequencies", text, good, (told, f"{wanted.drug} {wanted.per_day:g} a day"))
    if wanted.prn:
        _judge(tally, "as_needed", text, any(m.prn for m in right), (told, f"{wanted.drug} as needed"))


def _amount_agrees(wanted: GoldMedicine, read: Medication) -> bool:
    if wanted.amount is None:
        return True
    written = [(read.amount, read.unit)]
    if read.strength is not None and (read.amount is None or read.amount == Interval.point(1)):
        written.append((Interval.point(read.strength), read.strength_unit))
    value, unit = _in_milligrams(wanted.amount, wanted.unit)
    told = [_in_milligrams(amount, unit) for amount, unit in written if amount is not None]
    return any(_same(value, amount) and unit == own for amount, own in told)


def _in_milligrams(amount: Interval, unit: str) -> tuple[Interval, str]:
    """A mass in milligrams; an amount in any other unit as it is."""
    factor = _MILLIGRAMS.get(unit)
    if factor is None:
        return amount, unit.rstrip("s")
    return Interval(amount.low * factor, amount.high * factor), "mg"


def _score_operations(gold: GoldText, case: Case, tally: Tally) -> None:
    """One operation of two kinds answers two entries of the gold, one for each kind."""
    done = [o for o in case.operations if not o.planned]
    left = [(o, set(o.kinds)) for o in done]
    told = "; ".join(map(operation_in_words, done))
    for wanted in gold.operations:
        able = [(o, kinds) for o, kinds in left if wanted.kind in kinds]
        match = max(able, key=lambda each: (_fit(wanted, each[0]), each[1] == set(each[0].kinds)), default=None)
        _judge(tally, "operations", gold.text, match is not None, (told, f"operation {wanted.kind}"))
        if match is not None:
            match[1].remove(wanted.kind)
            _score_operation(wanted, match[0], gold.text, tally)
    if not gold.also_lists["operations"]:
        for extra in (o for o, kinds in left if kinds == set(o.kinds)):
            tally.extra("operations", gold.text, operation_in_words(extra))


def _fit(wanted: GoldOperation, read: Operation) -> int:
    dated = wanted.days_ago is not None and read.days_ago is not None and _near(wanted.days_ago, read.days_ago)
    return 2 * (wanted.levels == read.levels) + dated


def _score_operation(wanted: GoldOperation, read: Operation, text: str, tally: Tally) -> None:
    told = operation_in_words(read)
    if wanted.levels:
        good = set(wanted.levels) == set(read.levels)
        _judge(tally, "levels", text, good, (told, f"{wanted.kind} at {'+'.join(wanted.levels)}"))
    if wanted.days_ago is not None:
        good = read.days_ago is not None and _near(wanted.days_ago, read.days_ago)
        _judge(tally, "operation_dates", text, good, (told, f"{wanted.kind} {wanted.days_ago:g} days ago"))


def _score_treatments(gold: GoldText, case: Case, tally: Tally) -> None:
    for wanted in gold.treatments:
        about = [t for t in case.treatments if t.kind == wanted.kind]
        told = "; ".join(f"{t.kind} {t.outcome}" for t in case.treatments)
        _judge(tally, "treatments", gold.text, bool(about), (told, f"tried {wanted.kind}"))
        if about and wanted.outcome:
            good = any(t.outcome == wanted.outcome for t in about)
            _judge(tally, "outcomes", gold.text, good, (told, f"{wanted.kind} {wanted.outcome}"))
    spared = gold.also_lists["treatments"] | {t.kind for t in gold.treatments}
    for kind in () if "all" in spared else dict.fromkeys(t.kind for t in case.treatments):
        if kind not in spared:
            tally.extra("treatments", gold.text, f"tried {kind}")


def in_words(finding: Finding) -> str:
    shown = "" if isinstance(finding.value, bool) else f" {_value(finding.value)}"
    return f"{finding.fact} {finding.status.value}{shown}"


def medicine_in_words(read: Medication) -> str:
    amount = f" {_value(read.amount)} {read.unit}" if read.amount else ""
    often = f" {_value(read.per_day)}/d" if read.per_day else ""
    return f"{read.drug} {read.use.value}{amount}{often}{' prn' if read.prn else ''}"


def operation_in_words(read: Operation) -> str:
    ago = f" {_value(read.days_ago)} days ago" if read.days_ago else ""
    return f"operation {'+'.join(read.kinds)} {'+'.join(read.levels)}{ago}"


def _value(value: object) -> str:
    if isinstance(value, Interval):
        return f"{value.low:g}" if value.is_point else f"{value.low:g}..{value.high:g}"
    return str(value)


def groups(tally: Tally) -> Iterator[str]:
    """Every group that was counted, in alphabetical order."""
    yield from sorted({name.rsplit(".", 1)[0] for name in tally.counts})

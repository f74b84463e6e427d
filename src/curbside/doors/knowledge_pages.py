"""The recommendations for people who read no YAML: prose, logic drawn, evidence, what is still open.

One page for each file of recommendations, one for the criteria sets, one for the
disagreements, and an index.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from curbside.article.blocks import WITHIN
from curbside.article.figures import amount
from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import (
    Conflict,
    CriteriaSet,
    Do,
    Figure,
    FigureKind,
    Recommendation,
    SourceType,
    Statement,
    Verification,
)
from curbside.knowledge.wording import placeholders
from curbside.pathway.trace import in_words

MADE = "Made by `curbside pages` from the knowledge base; do not edit."
_UNKNOWN = {
    "ask": "the questions are asked, and what would follow is shown",
    "hold": "the act is withheld until the questions are answered",
    "note": "the conditional sentence is shown",
}


def knowledge_pages(knowledge: Knowledge) -> dict[str, str]:
    """Every page by its path."""
    by_file: dict[str, list[Recommendation]] = {}
    for name, rule in knowledge.recommendations.items():
        file = PurePosixPath(knowledge.places["recommendations", name].path).stem
        by_file.setdefault(file, []).append(rule)
    pages = {f"knowledge/{file}.md": _rules_page(file, rules, knowledge) for file, rules in by_file.items()}
    pages["knowledge/criteria.md"] = _page("Criteria sets", _criteria(knowledge))
    pages["knowledge/conflicts.md"] = _page("Where guidelines disagree", _conflicts(knowledge))
    pages["knowledge/index.md"] = _page("The knowledge base", _index(by_file, knowledge))
    return pages


def _page(title: str, lines: Iterator[str]) -> str:
    return "\n".join([f"# {title}", "", MADE, *lines]).rstrip("\n") + "\n"


def title_of(file: str) -> str:
    """The name of a file of recommendations as a title."""
    return file.replace("-", " ").capitalize()


def _index(by_file: dict[str, list[Recommendation]], knowledge: Knowledge) -> Iterator[str]:
    yield ""
    yield f"{len(knowledge.recommendations)} recommendations, {len(knowledge.statements)} statements, "
    yield f"{len(knowledge.sources)} sources, {len(knowledge.criteria)} criteria sets, {len(knowledge.conflicts)} "
    yield "disagreements. See also [coverage](../coverage.md), [claims](../claims.md), [sign-off](../sign-off.md)."
    yield ""
    for file, rules in sorted(by_file.items()):
        yield f"- [{title_of(file)}]({file}.md): {len(rules)} recommendations"
    yield "- [Criteria sets](criteria.md)"
    yield "- [Where guidelines disagree](conflicts.md)"


def _rules_page(file: str, rules: list[Recommendation], knowledge: Knowledge) -> str:
    return _page(title_of(file), (line for rule in rules for line in _rule(rule, knowledge)))


def _rule(rule: Recommendation, knowledge: Knowledge) -> Iterator[str]:
    section = next(s.title for s in knowledge.pathway.sections if s.id == rule.section)
    certainty = rule.certainty.replace("_", " ")
    yield ""
    yield f"## {rule.title.rstrip('.')}"
    yield ""
    yield f"`{rule.id}`. {section}; {rule.urgency.value}; strength {rule.strength}; certainty {certainty}."
    yield ""
    yield from _said(rule, knowledge)
    yield "**Holds when**"
    yield ""
    yield from drawn(rule.when, knowledge)
    if not isinstance(rule.unless, c.Never):
        yield "- unless"
        yield from drawn(rule.unless, knowledge, 1)
    yield ""
    yield f"While this cannot be judged, {_UNKNOWN[rule.if_unknown]}."
    yield ""
    yield "**What to do**"
    yield ""
    yield from (_do(do, knowledge) for do in rule.do)
    yield ""
    yield from _evidence(rule.because, knowledge)
    yield from _checked(rule, knowledge)


def _said(rule: Recommendation, knowledge: Knowledge) -> Iterator[str]:
    said = (
        ("", rule.say.clinician),
        ("To the patient: ", rule.say.patient),
        ("While it is open: ", rule.say.unknown),
        ("To the patient while it is open: ", rule.say.unknown_patient),
        ("What argues against it: ", rule.say.against),
    )
    for lead, words in said:
        if words:
            yield lead + filled(words, knowledge)
            yield ""


def drawn(node: c.Condition, knowledge: Knowledge, depth: int = 0) -> Iterator[str]:
    """A condition as a nested list."""
    yield f"{'  ' * depth}- {filled(in_words(node, knowledge), knowledge)}"
    parts = node.parts if isinstance(node, c.All | c.AnyOf | c.AtLeast) else ()
    for part in (node.part,) if isinstance(node, c.Not) else parts:
        yield from drawn(part, knowledge, depth + 1)


def _do(do: Do, knowledge: Knowledge) -> str:
    told = filled(knowledge.acts[do.act].text, knowledge)
    if do.within:
        told += f" ({WITHIN[do.within]}{', at most ' + filled('{' + do.limit + '}', knowledge) if do.limit else ''})"
    if do.when is not None:
        told += f" Only if: {_inline(do.when, knowledge)}."
    if not isinstance(do.unless, c.Never):
        told += f" Not if: {_inline(do.unless, knowledge)}."
    if do.otherwise:
        told += f" Then instead: {filled(knowledge.acts[do.otherwise].text, knowledge)}"
    return f"- {told}"


def _inline(node: c.Condition, knowledge: Knowledge) -> str:
    words = filled(in_words(node, knowledge), knowledge)
    parts = node.parts if isinstance(node, c.All | c.AnyOf | c.AtLeast) else ()
    parts = (node.part,) if isinstance(node, c.Not) else parts
    return f"{words} ({'; '.join(_inline(part, knowledge) for part in parts)})" if parts else words


def filled(text: str, knowledge: Knowledge) -> str:
    """A sentence with its figures put in, as they stand on the day of the edition."""
    for name in placeholders(text):
        if name in knowledge.figures:
            figure = knowledge.figures[name][1]
            text = text.replace("{" + name + "}", _amount(figure, knowledge))
    return text


def _amount(figure: Figure, knowledge: Knowledge) -> str:
    values = [figure.value_at(region, knowledge.edition) for region in ("us", "uk")]
    told = dict.fromkeys(amount(figure, value) for value in values if value is not None)
    if not told and figure.kind is FigureKind.threshold:
        return "a limit that payer or region sets"
    return " or ".join(told) or amount(figure, None)


def _evidence(rows: tuple[str, ...], knowledge: Knowledge) -> Iterator[str]:
    yield "**Evidence**"
    yield ""
    for row in rows:
        statement = knowledge.statements[row]
        sources = "; ".join(_source(name, knowledge) for name in statement.sources)
        yield f"- {row} ({statement.verification.value}; {statement.level}): {filled(statement.claim, knowledge)}"
        limits = f" {filled(statement.limits, knowledge)}" if statement.limits else ""
        yield f"  Population: {statement.population}.{limits} Sources: {sources}."
    yield ""


def _source(name: str, knowledge: Knowledge) -> str:
    source = knowledge.sources[name]
    year = f", {source.year}" if source.year and str(source.year) not in source.title else ""
    return f"{source.title.rstrip('.')}{year} [{name}, {source.verification.value}]"


def _checked(rule: Recommendation, knowledge: Knowledge) -> Iterator[str]:
    yield f"**Examples**: {'; '.join(f'{test.name} ({test.expect.value})' for test in rule.tests)}."
    yield ""
    open_ = open_points(rule.because, knowledge)
    yield f"**Still open**: {'; '.join(open_) if open_ else 'review by a clinician'}."


def open_points(rows: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """What must still happen before advice that rests on these statements may be released."""
    statements = [knowledge.statements[row] for row in rows]
    found = ["review by a clinician"]
    if all(_is_consensus(statement, knowledge) for statement in statements):
        found.append("clinical sign-off: it rests on consensus alone")
    memory = [s.id for s in statements if s.verification is Verification.memory and not _is_consensus(s, knowledge)]
    if memory:
        found.append(f"check the source of {', '.join(memory)}")
    return tuple(found)


def _is_consensus(statement: Statement, knowledge: Knowledge) -> bool:
    return all(knowledge.sources[name].type is SourceType.consensus for name in statement.sources)


def _criteria(knowledge: Knowledge) -> Iterator[str]:
    for entry in knowledge.criteria.values():
        yield from _criteria_set(entry, knowledge)


def _criteria_set(entry: CriteriaSet, knowledge: Knowledge) -> Iterator[str]:
    yield ""
    yield f"## {entry.title}"
    yield ""
    yield f"`{entry.id}`. {filled(entry.says, knowledge)}"
    yield ""
    for criterion in entry.criteria:
        yield f"### {criterion.title}"
        yield ""
        yield from drawn(criterion.met, knowledge)
        yield ""
        yield f"Shown by: {criterion.document} Evidence: {', '.join(criterion.because)}."
        if criterion.parameter:
            yield f"Threshold `{criterion.parameter}` is set by payer or region; it is never guessed."
        yield ""


def _conflicts(knowledge: Knowledge) -> Iterator[str]:
    for conflict in knowledge.conflicts.values():
        yield from _conflict(conflict, knowledge)


def _conflict(conflict: Conflict, knowledge: Knowledge) -> Iterator[str]:
    yield ""
    yield f"## {conflict.question} ({conflict.id})"
    yield ""
    for side in conflict.sides:
        year = f" ({side.year})" if side.year else ""
        said = filled(side.says, knowledge).rstrip(".")
        population = filled(side.population, knowledge)
        yield f"- {side.who}{year}: {said}. Population: {population}. Evidence: {', '.join(side.because)}."
    yield ""
    yield f"What would tip the choice: {filled(conflict.tips, knowledge)}"

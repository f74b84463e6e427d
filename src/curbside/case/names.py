"""Names of medicines, operations and treatments, gathered for the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from curbside.case.lexicon import Meaning
from curbside.case.words import Words

_STRENGTH = re.compile(r"\s+\d[\d.]*/[\d./]+$|(?<= ER) \d[\d.]*$")


def names_of(words: Words, shelves: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, Meaning]]:
    """Every name with what it names.  `shelves` may hold `drugs`, `drug_classes` and `products`."""
    names = list(_medicines(shelves))
    drugs = shelves.get("drugs", {})
    more = words.table("medicines")["names"]
    names.extend((n, Meaning("drug", drug, n)) for drug, called in more.items() if drug in drugs for n in called)
    known = {phrase.lower() for phrase, _ in names}
    names.extend((n, Meaning("drug", "", n)) for n in words.table("spelling")["other_drugs"] if n.lower() not in known)
    for table, kind in (("operations", "operation"), ("treatments", "treatment")):
        for name, phrases in words.table(table)["kinds"].items():
            names.extend((phrase, Meaning(kind, name)) for phrase in phrases)
    return names


def _medicines(shelves: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Meaning]]:
    for drug in shelves.get("drugs", {}).values():
        for name in (*drug.names, *drug.brands):
            yield name, Meaning("drug", drug.id, name)
    for group in shelves.get("drug_classes", {}).values():
        for word in group.words:
            yield word, Meaning("drug_class", group.id, word)
    bare: dict[str, str] = {}
    for product in shelves.get("products", {}).values():
        for name in product.names:
            yield name, Meaning("product", product.ingredients[0].drug, name)
            for other in ("APAP", "paracetamol"):
                if "acetaminophen" in name:
                    yield name.replace("acetaminophen", other), Meaning("product", product.ingredients[0].drug, name)
            bare.setdefault(_STRENGTH.sub("", name), product.ingredients[0].drug)
    known = {n.lower() for drug in shelves.get("drugs", {}).values() for n in (*drug.names, *drug.brands)}
    for name, drug in bare.items():
        if name.lower() not in known:
            yield name, Meaning("product", drug, name)

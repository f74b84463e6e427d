"""Names of medicines, operations and treatments, gathered for the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from curbside.case.matches import Meaning
from curbside.case.words import Words

_STRENGTH = re.compile(r"\s+\d[\d.]*/[\d./]+$|(?<= ER) \d[\d.]*$")


def names_of(words: Words, shelves: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, Meaning]]:
    """Every name with what it names.  `shelves` may hold `drugs`, `drug_classes` and `products`."""
    names = list(_medicines(shelves))
    drugs = shelves.get("drugs", {})
    more = words.table("medicines")["names"]
    names.extend((n, Meaning("drug", drug, n)) for drug, called in more.items() if drug in drugs for n in called)
    products = {name: p for p in shelves.get("products", {}).values() for name in p.names}
    for product, also in words.table("medicines")["product_names"].items():
        if product in products:
            meaning = Meaning("product", products[product].ingredients[0].drug, product)
            names.extend((name, meaning) for name in also)
    known = {phrase.lower() for phrase, _ in names}
    names.extend((n, Meaning("drug", "", n)) for n in words.table("spelling")["other_drugs"] if n.lower() not in known)
    for table, kind in (("operations", "operation"), ("treatments", "treatment")):
        for name, phrases in words.table(table)["kinds"].items():
            names.extend((phrase, Meaning(kind, name)) for phrase in phrases)
    return names


def _medicines(shelves: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Meaning]]:
    drugs, products = shelves.get("drugs", {}), shelves.get("products", {})
    for drug in drugs.values():
        for name in (*drug.names, *drug.brands):
            yield name, Meaning("drug", drug.id, name)
    for group in shelves.get("drug_classes", {}).values():
        for word in group.words:
            yield word, Meaning("drug_class", group.id, word)
    for product in products.values():
        yield from _product(product)
    known = {n.lower() for drug in drugs.values() for n in (*drug.names, *drug.brands)}
    bare = {_STRENGTH.sub("", n): p.ingredients[0].drug for p in [*products.values()][::-1] for n in p.names[::-1]}
    for name, first in bare.items():
        if name.lower() not in known:
            yield name, Meaning("product", first, name)


def _product(product: Any) -> Iterator[tuple[str, Meaning]]:
    """The names of a product, also with the other words for acetaminophen."""
    for name in product.names:
        meaning = Meaning("product", product.ingredients[0].drug, name)
        yield name, meaning
        if "acetaminophen" in name:
            yield name.replace("acetaminophen", "APAP"), meaning
            yield name.replace("acetaminophen", "paracetamol"), meaning

"""The knowledge base that ships, read once in each process, and with it all that is made from it: first the reader."""

from __future__ import annotations

import os
from functools import cache

from curbside.knowledge.load import Knowledge, load


@cache
def knowledge() -> Knowledge:
    """Frozen, so that no test can change it for another.

    Laws call it and take no fixture: a failing example is printed with its arguments.
    """
    return load()


_KEPT: dict[str, Knowledge] = {}


def knowledge_for_a_command() -> Knowledge:
    """What a command loads; a test with a cache folder of its own has it read, and kept there, once."""
    place = os.environ.get("XDG_CACHE_HOME")
    if place is None:
        return knowledge()
    if place not in _KEPT:
        _KEPT[place] = load()
    return _KEPT[place]

"""Building what stays, and reading long texts, without the collector of garbage: it would look at all of it again
and again, so that twice the text took more than twice the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Run a block, or as a decorator a function, with the collector at rest; as it was before, afterwards."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()

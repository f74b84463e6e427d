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


@contextmanager
def set_aside() -> Iterator[None]:
    """The same for what is built once and stays: the collector does not look at it afterwards either.

    What was set aside before may be done with by now, so it is looked at once more.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    with uncollected():
        yield
        gc.freeze()

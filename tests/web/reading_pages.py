"""A page as a program reads it: its ids, links, headings, controls and table heads."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

CONTROLS = ("input", "select", "textarea")


@dataclass
class Read:
    """What stands on one page."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    controls: list[dict[str, str]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    words: str = ""

    @property
    def unlabelled(self) -> list[str]:
        """Controls that no label names."""
        seen = [c for c in self.controls if c.get("type") != "hidden"]
        return [c.get("name", "") for c in seen if c.get("id") not in self.labels and "inside" not in c]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read, self._in_label, self._words = Read(), 0, []  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if "id" in told:
            self.read.ids.append(told["id"])
        if tag == "a" and "href" in told:
            self.read.links.append(told["href"])
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.read.headings.append(tag)
        if tag == "label":
            self._in_label += 1
            self.read.labels.add(told.get("for", ""))
        if tag in CONTROLS:
            self.read.controls.append({**told, **({"inside": "label"} if self._in_label else {})})
        if tag == "th":
            self.read.heads.append(told)
        if tag == "form":
            self.read.forms.append(told)

    def handle_endtag(self, tag: str) -> None:
        self._in_label -= tag == "label"

    def handle_data(self, data: str) -> None:
        self._words.append(data)


def read_page(text: str) -> Read:
    """Read one page."""
    reader = _Reader()
    reader.feed(text)
    reader.read.words = " ".join(" ".join(reader._words).split())
    return reader.read

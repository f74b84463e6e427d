"""An emergency told in the middle of an ordinary letter rings as it does alone."""

from __future__ import annotations

import re

import pytest
from benchmarks.reading import TODAY
from benchmarks.reading_gold import paraphrases
from benchmarks.urgency import urgency_of

from curbside.case.read import read_case
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Urgency

OPERATION = "Lumbar fusion 3 weeks ago. "
LETTERS = {
    "history within a line": "PMH: hypertension, asthma, previous DVT 1994. {said} Routine review on 23 June.",
    "background within a line": "Background: type 2 diabetes, knee replacement 2015. {said} Wife present.",
    "family within a line": "Works as a teacher. FH: mother had breast cancer. {said} Routine review booked.",
    "consent within a line": "Consent: infection, bleeding, paralysis and clots explained. {said} GP informed.",
    "advice within a line": "Advice given: keep the wound dry, ring if worse. {said} Clips out on Friday.",
    "behind a history": "\n\nPast medical history:\nHypertension\nDVT 1994\n\n{said}\n\nRegards",
    "behind a list": "\n\nPMH:\n- hypertension\n- DVT 1994\n{said}\n",
    "behind a denial": "Seen on 12 May when all was well. Denies weight loss or night sweats. {said} Bloods sent.",
    "behind none": "\n\nRed flags - nil\n{said}",
    "behind answers": "\n\nNight pain no\nFever no\n{said}\nWorks as a teacher",
    "behind a polite if": "If possible please see today: {said}",
    "behind instead": "I thought I would drop you a line instead of ringing: {said}",
    "behind a doubt": "I don't know if it matters, but {said}",
    "behind who drove": "Son drove in. {said}",
    "unless mistaken": "Unless I am mistaken, {said}",
    "if anything": "If anything, {said}",
    "never before": "Never had this before: {said}",
    "behind who asks for a scan": "I wonder whether he needs an MRI: {said}",
    "before a template": "{said}\nAll systems reviewed and negative.",
    "before what was not there": "{said} None of the above before surgery.",
    "before advice": "{said} Asked me not to make a fuss. Safety net: return if fever, weakness or numbness.",
    "behind what settled": "The headache has settled and the leg pain has gone. {said} Sleeping well.",
}
TELEGRAMS = {
    "conditions with commas": "58M PMH HTN, T2DM, {said}",
    "conditions and an operation": "58M, s/p L4-5 fusion 5/2026, PMH HTN, DM, {said}",
    "background": "Bg: HTN, DM, {said}",
    "nothing of note": "NKDA, no PMH, {said}",
    "a family's illness": "FHx breast ca, {said}",
    "medicines": "DHx amlodipine, NKDA, {said}",
    "a denial and a list": "Denies trauma, {said}",
    "a list that an or closes": "No history of cancer or IVDU, {said}",
    "or and and": "No fever or chills, and {said}",
    "an earlier denial": "Seen by GP last week, no red flags, {said}",
    "not better": "Not improving, {said}",
    "stable": "Obs stable, {said}",
    "answered at the end of a line": "Fever: no\n{Said}",
    "answered nil": "Fever - nil\n{Said}",
    "answered without a sign": "Weight loss no\n{Said}",
    "behind a review of systems": "ROS: negative for fever, chills, chest pain.\n{Said}",
    "behind advice in a list": "Safety netting:\n- fever\n- weakness\n\n{Said}",
    "behind risks in a list": "Risks discussed:\n- infection\n- paralysis\n\nO/E:\n{Said}",
    "asked if it is normal": "Is it normal that {said}",
    "not known": "Not sure if it matters but {said}",
}
"""`said` begins with a small letter, `Said` with a capital."""
OF_ANOTHER = frozenset(
    "mum mum's mam mother dad dad's father husband husband's wife sister brother friend son daughter he she his "
    "her him they mate nan gran uncle aunt".split()
)
YEAR = re.compile(r"\b(19|20)\d\d\b")
"""A year lets a sentence stand in a history."""
EVERY = 11
MOST_SILENT = 0.1
"""Of a telegram: bare names behind a denial ("no trauma, Paraparesis, grade 3") may be heard as what is denied."""


@pytest.fixture(scope="module")
def alarms(knowledge: Knowledge) -> list[str]:
    """Sentences that ring alone and name nobody: behind another sentence it would not be plain of whom they tell."""
    told = [gold.text for gold in paraphrases("open")][::EVERY]
    own = [text for text in told if OF_ANOTHER.isdisjoint(text.lower().replace("'", " '").replace(",", "").split())]
    single = [text.strip() for text in own if text.count(".") <= 1 and "?" not in text and not YEAR.search(text)]
    ended = [text if text.endswith((".", "!")) else text + "." for text in single]
    return [text[0].upper() + text[1:] for text in ended if _urgency(OPERATION + text, knowledge) is Urgency.emergency]


def _urgency(text: str, knowledge: Knowledge) -> Urgency:
    return urgency_of(read_case(text, knowledge, TODAY, "us"), knowledge)


def test_there_are_enough_of_them(alarms: list[str]) -> None:
    assert len(alarms) >= 100


@pytest.mark.parametrize("letter", LETTERS.values(), ids=list(LETTERS))
def test_an_emergency_stays_one(letter: str, alarms: list[str], knowledge: Knowledge) -> None:
    quiet = [
        said for said in alarms if _urgency(OPERATION + letter.format(said=said), knowledge) is not Urgency.emergency
    ]
    assert quiet == []


@pytest.mark.parametrize("telegram", TELEGRAMS.values(), ids=list(TELEGRAMS))
def test_an_emergency_in_a_telegram_stays_one(telegram: str, alarms: list[str], knowledge: Knowledge) -> None:
    quiet = [
        text
        for text in alarms
        if _urgency(OPERATION + telegram.format(said=_uncapped(text), Said=text), knowledge) is not Urgency.emergency
    ]
    assert len(quiet) <= len(alarms) * MOST_SILENT, quiet


def _uncapped(text: str) -> str:
    return text if text[:2].isupper() or text[:2] in ("I ", "I'") else text[0].lower() + text[1:]

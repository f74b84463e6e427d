"""Laws of the reader: what may change in a text without changing the plan, and what must change with it."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from law_notes import (
    FLAGS,
    HISTORY,
    IRRELEVANT,
    TODAY,
    about,
    answered,
    current,
    flags,
    judged,
    kin,
    knowledge,
    notes,
    plan,
    plan_of_text,
    read,
)
from law_settings import PROOF

from curbside.case.model import CURRENT, Case, Status
from curbside.pathway.measured import PROOFS
from curbside.pathway.view import View

# --- MR-1: what does not matter ------------------------------------------------


@given(note=notes(), more=st.lists(st.tuples(st.sampled_from(IRRELEVANT), st.integers(0, 8)), min_size=1, max_size=3))
def test_an_irrelevant_sentence_anywhere_changes_nothing(note: list[str], more: list[tuple[str, int]]) -> None:
    longer = list(note)
    for sentence, place in more:
        longer.insert(min(place, len(longer)), sentence)
    before, after = read(" ".join(note)), read(" ".join(longer))
    assert current(after) == current(before)
    assert plan(after) == plan(before)


# --- MR-2: order, layout, letters ---------------------------------------------


@given(note=notes(least=2), data=st.data())
def test_the_order_of_independent_sentences_changes_nothing(note: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(note))
    assert plan_of_text(" ".join(shuffled)) == plan_of_text(" ".join(note))


LAYOUTS = {
    "one line each": "\n".join,
    "bullets": lambda note: "\n".join(f"- {sentence}" for sentence in note),
    "round bullets": lambda note: "\n".join(f"• {sentence}" for sentence in note),
    "numbers": lambda note: "\n".join(f"{n}. {sentence}" for n, sentence in enumerate(note, 1)),
    "paragraphs": "\n\n".join,
    "windows line ends": "\r\n".join,
    "wide spaces": lambda note: "  ".join(note).replace(" ", "\N{NO-BREAK SPACE}"),
    "trailing blanks": lambda note: "  \n".join(note) + "  \n\n",
}


def wrapped(text: str, width: int) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False))


@given(note=notes(), layout=st.sampled_from(sorted(LAYOUTS)))
def test_the_layout_changes_nothing(note: list[str], layout: str) -> None:
    assert plan_of_text(LAYOUTS[layout](note)) == plan_of_text(" ".join(note))


def test_where_a_line_is_wrapped_changes_nothing() -> None:
    note = " ".join([*HISTORY, "Her temperature is 38.6 C."])
    assert {plan_of_text(wrapped(note, width)) for width in range(30, 80)} == {plan_of_text(note)}


LETTERS = {
    "capitals": str.upper,
    "small letters": str.lower,
    "decomposed": lambda text: unicodedata.normalize("NFD", text.replace("58", "58")),
    "compatible": lambda text: unicodedata.normalize("NFKC", text),
    "full width digits": lambda text: text.translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "soft hyphens": lambda text: text.replace("numb", "numb\N{SOFT HYPHEN}").replace("gaba", "gaba\N{SOFT HYPHEN}"),
    "typographic apostrophes": lambda text: text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
}


@given(note=notes(), letters=st.sampled_from(sorted(LETTERS)))
def test_the_form_of_the_letters_changes_nothing(note: list[str], letters: str) -> None:
    text = " ".join(note)
    assert plan_of_text(LETTERS[letters](text)) == plan_of_text(text)


# --- MR-3: denial -------------------------------------------------------------

DENIALS = (
    "She denies {0}.",
    "No {0}.",
    "There is no {0}.",
    "She is without {0}.",
    "She does not have {0}.",
    "{0}: no.",
    "Negative for {0}.",
    "No {1} or {0}.",
    "Denies {1}, {0}.",
    "Denies {0} and {1}.",
    "Neither {1} nor {0}.",
    "There has been no {0} since the operation.",
)


def is_measured(flags: set[str], case: Case) -> bool:
    """Whether a case tells a number by which one of these flags is proved."""
    view = View(case, knowledge(), "us")
    return any(view.known(flag) is not None for flag in flags & PROOFS.keys())


@given(note=notes(most=3), flag=flags, other=flags, denial=st.sampled_from(DENIALS))
def test_a_denied_red_flag_is_absent_and_the_plan_is_that_of_a_form_that_says_no(
    note: list[str], flag: str, other: str, denial: str
) -> None:
    assume(FLAGS[flag] != FLAGS[other])
    sentence = denial.format(flag, other)
    said = read(" ".join([*HISTORY, sentence]))
    assert {f.status for f in about(said, FLAGS[flag])} == {Status.absent}
    plain = read(" ".join(note))
    assume(not any(f.fact in kin(FLAGS[flag]) for f in plain.findings))
    assume(not any(f.fact in kin(FLAGS[other]) for f in plain.findings))
    assume(
        not is_measured({FLAGS[flag], FLAGS[other]}, plain)
    )  # a number holds against a denial, not against an answer
    denied = read(" ".join([*note, sentence]))
    answers = dict.fromkeys({f.fact for f in said.findings if f.status is Status.absent}, "no")
    assert plan(denied) == plan(answered(plain, **answers))
    asserted = read(" ".join([*note, f"She has {flag}."]))
    assert judged(denied).urgency <= judged(asserted).urgency


# --- MR-5: not now, not certain, not this patient -------------------------------

ELSEWHERE = (
    ("Her mother had {0}.", Status.other_person),
    ("Family history of {0}.", Status.other_person),
    ("She was warned about {0}.", Status.hypothetical),
    ("She should return if she develops {0}.", Status.hypothetical),
    ("Return precautions: {0}.", Status.hypothetical),
    ("Risks discussed including {0}.", Status.hypothetical),
    ("She had {0} in 2015, which resolved completely.", Status.historical),
)


@given(note=notes(most=3), flag=flags, mention=st.sampled_from(ELSEWHERE))
def test_a_mention_that_is_not_of_this_patient_now_raises_no_alarm_and_is_recorded(
    note: list[str], flag: str, mention: tuple[str, Status]
) -> None:
    sentence, status = mention
    alone = read(" ".join([*HISTORY, sentence.format(flag)]))
    found = [f for f in alone.findings if f.fact == FLAGS[flag]]
    assert [f.status for f in found] == [status]
    plain, longer = " ".join(note), " ".join([*note, sentence.format(flag)])
    assume(not any(f.fact == FLAGS[flag] for f in read(plain).findings))
    assert plan_of_text(longer) == plan_of_text(plain)


# --- MR-6: units and formats ----------------------------------------------------

SAME = (
    ("Her temperature is 38.5 C.", "Her temperature is 101.3 F.", "Temp 38.5°C.", "T 38.5.", "Temperature: 101.3 °F."),
    ("She weighs 80 kg.", "Weight 80 kg.", "Her weight is 80 kilograms."),
    ("Creatinine is 1.0 mg/dL.", "Creatinine 88.4 umol/L.", "Creatinine 88.4 µmol/L."),
    ("CRP is 120 mg/L.", "CRP 12 mg/dL.", "CRP: 120."),
    ("She takes gabapentin 300 mg three times a day.", "She takes gabapentin 300 mg TID.",
     "She takes gabapentin 300mg tds.", "She takes gabapentin 0.3 g three times daily.",
     "She takes gabapentin 300 mg every 8 hours."),
    ("She takes acetaminophen 1 g four times a day.", "She takes acetaminophen 1000 mg QID.",
     "She takes acetaminophen 1,000 mg every 6 hours."),
    ("The post-void residual is 350 mL.", "PVR 350 ml.", "Post void residual: 350 mls."),
    ("BP 84/50.", "Blood pressure is 84/50 mmHg.", "BP: 84/50."),
    ("SpO2 88%.", "Oxygen saturation is 88 %.", "Sats 88%.", "O2 sat 88%."),
    ("Ankle dorsiflexion is 3/5 on the left.", "Left ankle dorsiflexion 3/5.", "Ankle dorsiflexion: left 3/5."),
    ("She had a discectomy on 2026-03-14.", "She had a discectomy on 14 March 2026.",
     "She had a discectomy on March 14, 2026.", "She had a discectomy on 03/14/2026.",
     "She had a discectomy on 14th March 2026."),
    ("She had a discectomy 6 weeks ago.", "She had a discectomy six weeks ago.", "She had a discectomy 6/52 ago."),
    ("HbA1c is 9.1%.", "HbA1c 9.1 %.", "A1c 9.1%."),
)  # fmt: skip


@pytest.mark.parametrize("row", SAME, ids=lambda row: row[0])
def test_every_way_to_write_an_amount_gives_one_plan(row: tuple[str, ...]) -> None:
    assert len({plan(read(" ".join([*HISTORY, sentence]))) for sentence in row}) == 1


@given(note=notes(most=3), row=st.sampled_from(SAME), data=st.data())
def test_the_same_amount_in_other_units_or_another_format_changes_nothing(
    note: list[str], row: tuple[str, ...], data: st.DataObject
) -> None:
    other = data.draw(st.sampled_from(row[1:]))
    assume(row[0] not in note)
    first = read(" ".join([*HISTORY, row[0], *note[2:]]))
    second = read(" ".join([*HISTORY, other, *note[2:]]))
    assert plan(second) == plan(first)


# --- MR-7: synonyms -------------------------------------------------------------

SYNONYMS = (
    ("She takes pregabalin 75 mg twice a day.", "She takes Lyrica 75 mg twice a day.", "She takes Lyrica 75 mg bd."),
    ("She takes gabapentin 300 mg three times a day.", "She takes Neurontin 300 mg three times a day."),
    ("She takes duloxetine 60 mg daily.", "She takes Cymbalta 60 mg daily.", "She takes Cymbalta 60 mg od."),
    ("She takes acetaminophen 500 mg four times a day.", "She takes paracetamol 500 mg four times a day.",
     "She takes Tylenol 500 mg four times a day."),
    ("She takes ibuprofen 400 mg three times a day.", "She takes Advil 400 mg three times a day.",
     "She takes Nurofen 400 mg three times a day."),
    ("She takes tramadol 50 mg four times a day.", "She takes Ultram 50 mg four times a day."),
    ("She has low back pain.", "She has LBP.", "She has lumbago."),
    ("She has saddle numbness.", "She has saddle anaesthesia.", "She has saddle anesthesia.",
     "She is numb in the saddle area."),
    ("She has urinary retention.", "She cannot pass urine.", "She is unable to urinate.", "She can't pee."),
    ("She has weakness of both legs.", "She has bilateral leg weakness.", "She has b/l leg weakness.",
     "Both legs are weak."),
    ("She has shortness of breath.", "She has SOB.", "She is breathless.", "She has dyspnoea."),
    ("She has a foot drop.", "She has a drop foot.", "She cannot lift her foot."),
    ("She has lost weight without trying.", "She has unintentional weight loss.", "She has unexplained weight loss."),
)  # fmt: skip


@given(note=notes(most=3), row=st.sampled_from(SYNONYMS), data=st.data())
def test_another_word_for_the_same_thing_changes_nothing(
    note: list[str], row: tuple[str, ...], data: st.DataObject
) -> None:
    other = data.draw(st.sampled_from(row[1:]))
    first = plan_of_text(" ".join([*note, row[0]]))
    assert plan_of_text(" ".join([*note, other])) == first


def test_every_name_of_the_syndrome_means_the_same() -> None:
    names = (
        "failed back surgery syndrome",
        "FBSS",
        "PSPS type 2",
        "post-laminectomy syndrome",
        "persistent spinal pain syndrome type 2",
    )
    assert len({plan_of_text(f"She is 58 years old. She has {name}.") for name in names}) == 1


# --- MR-8: slips of the keyboard ---------------------------------------------------

ALARMS = {
    "saddle numbness": "saddle_sensory_change",
    "saddle anaesthesia": "saddle_sensory_change",
    "urinary retention": "urinary_retention",
    "urinary incontinence": "urinary_incontinence",
    "faecal incontinence": "bowel_incontinence",
    "bilateral leg weakness": "bilateral_leg_weakness",
    "chest pain": "chest_pain",
    "shortness of breath": "breathlessness",
    "weight loss": "weight_loss",
    "suicidal thoughts": "self_harm_thoughts",
    "erectile dysfunction": "erectile_dysfunction",
    "abdominal pain": "abdominal_pain",
    "double vision": "double_vision",
    "confusion": "new_confusion",
}
NEIGHBOURS = {"a": "s", "e": "r", "i": "o", "n": "m", "t": "y", "s": "d", "o": "p", "r": "t", "d": "f", "u": "i"}


def mistyped(phrase: str, chance: random.Random) -> str:
    """One slip in a word of five letters or more: a letter lost, doubled, swapped or beside the right one."""
    words = phrase.split()
    n = chance.choice([n for n, word in enumerate(words) if len(word) >= 5])
    word, at = words[n], chance.randrange(1, len(words[n]) - 1)
    match chance.randrange(4):
        case 0:
            word = word[:at] + word[at + 1 :]
        case 1:
            word = word[:at] + word[at] + word[at:]
        case 2:
            word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case _:
            word = word[:at] + NEIGHBOURS.get(word[at], word[at]) + word[at + 1 :]
    words[n] = word
    return " ".join(words)


def test_a_slip_of_the_keyboard_hides_at_most_one_red_flag_in_twenty() -> None:
    chance = random.Random(8)
    lost = []
    trials = [(mistyped(phrase, chance), fact) for phrase, fact in ALARMS.items() for _ in range(72 if PROOF else 8)]
    for phrase, fact in trials:
        case = read(f"She is 58 years old. She had a lumbar fusion two years ago. She has {phrase} today.")
        if not any(f.fact in kin(fact) and f.status in CURRENT for f in case.findings):
            lost.append(phrase)
    assert len(lost) * 20 <= len(trials), lost


def test_two_words_run_together_hide_at_most_one_red_flag_in_twenty() -> None:
    lost = [
        phrase
        for phrase, fact in ALARMS.items()
        if not any(
            f.fact in kin(fact) and f.status in CURRENT
            for f in read(f"Lumbar fusion two years ago. She has {phrase.replace(' ', '', 1)}.").findings
        )
    ]
    assert len(lost) * 20 <= len(ALARMS), lost


def test_a_mistyped_drug_is_never_another_drug() -> None:
    chance = random.Random(8)
    wrong = []
    for name, drug in knowledge().shelves["drugs"].items():
        if len(drug.names[0]) < 5 or " " in drug.names[0]:
            continue
        for _ in range(36 if PROOF else 4):
            typed = mistyped(drug.names[0], chance)
            for medicine in read(f"She takes {typed} 10 mg daily.").medications:
                if medicine.drug not in (None, name) and typed not in _names(medicine.drug):
                    wrong.append(f"{drug.names[0]} as {typed}: read as {medicine.drug}")
    assert wrong == []


def _names(drug: str) -> set[str]:
    record = knowledge().shelves["drugs"][drug]
    return {name.lower() for name in (*record.names, *record.brands)}


# --- MR-9: who the patient is -------------------------------------------------------

PERSONS = (
    "She is Black.",
    "She is white.",
    "She is of South Asian origin.",
    "She is Hispanic.",
    "She is incarcerated.",
    "She is a prisoner, brought by two officers.",
    "She is homeless.",
    "She lives in a hostel.",
    "She has no insurance.",
    "She is insured by Medicaid.",
    "She is a lawyer.",
    "She works as a cleaner.",
    "She is unemployed.",
    "She has a workers' compensation claim.",
    "She is an asylum seeker.",
    "She speaks Somali.",
    "Her name is Mrs Smith.",
    "Her name is Ms Oluwaseun Adeyemi.",
    "She is married to a surgeon.",
    "She is transgender.",
)


@given(note=notes(), person=st.sampled_from(PERSONS), first=st.booleans())
def test_who_the_patient_is_does_not_bend_the_plan(note: list[str], person: str, first: bool) -> None:
    longer = [person, *note] if first else [*note, person]
    assert plan_of_text(" ".join(longer)) == plan_of_text(" ".join(note))


# --- MR-13: one case, two ways in -----------------------------------------------------

STATED = {
    "She has saddle numbness.": {"saddle_sensory_change": "yes"},
    "She denies saddle numbness.": {"saddle_sensory_change": "no"},
    "She has urinary retention.": {"urinary_retention": "yes"},
    "She has a foot drop.": {"foot_drop": "yes"},
    "Query foot drop.": {"foot_drop": "possible"},
    "She has diabetes.": {"diabetes": "yes"},
    "No fever.": {"fever": "no"},
    "The post-void residual is 350 mL.": {"post_void_residual": "350"},
    "Her temperature is 38.6 C.": {"temperature": "38.6"},
    "BP 84/50.": {"systolic_pressure": "84"},
    "SpO2 88%.": {"oxygen_saturation": "88"},
    "CRP is 120 mg/L.": {"crp": "120"},
    "She has osteoporosis.": {"osteoporosis": "yes"},
    "She has no weight loss.": {"weight_loss": "no"},
    "Her left calf is swollen.": {"calf_swelling": "yes"},
    "PHQ-9 is 18.": {"phq9": "18"},
    "HbA1c is 9.1%.": {"hba1c": "9.1"},
}


@given(said=st.lists(st.sampled_from(sorted(STATED)), min_size=1, max_size=5, unique=True))
def test_the_same_facts_by_text_and_by_form_give_the_same_plan(said: list[str]) -> None:
    answers = {fact: value for sentence in said for fact, value in STATED[sentence].items()}
    assume(len(answers) == sum(len(STATED[sentence]) for sentence in said))
    start = read(" ".join(HISTORY))
    told = read(" ".join([*HISTORY, *said]))
    assert plan(told) == plan(answered(start, **answers))


# --- MR-14: the calendar ------------------------------------------------------------------


@given(note=notes(), days=st.integers(0, 400), ago=st.integers(3, 900), began=st.integers(0, 60))
def test_moving_every_date_and_today_together_changes_nothing(note: list[str], days: int, ago: int, began: int) -> None:
    from datetime import timedelta

    def told(shift: int) -> str:
        today = TODAY + timedelta(days=shift)
        operated = (today - timedelta(days=ago)).isoformat()
        start = (today - timedelta(days=began)).isoformat()
        dated = [f"She had a discectomy on {operated}.", f"The right leg pain began on {start}."]
        return plan_of_text(" ".join(["She is 58 years old.", *dated, *note[2:]]), today)

    assert told(days) == told(0)


@pytest.mark.parametrize("phrase", sorted(FLAGS))
def test_every_red_flag_of_these_laws_is_read_when_it_is_plainly_stated(phrase: str) -> None:
    """Without this the laws about denial could pass on flags that nobody reads."""
    found = read(f"She had a lumbar fusion two years ago. She has {phrase}.").findings
    assert (FLAGS[phrase], Status.present) in {(f.fact, f.status) for f in found}

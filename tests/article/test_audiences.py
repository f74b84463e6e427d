"""Five readers, one plan: only the words, the order and the amount of evidence differ."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.shipped import knowledge

from curbside.article.html import to_html
from curbside.article.markdown import to_markdown
from curbside.article.model import Article, Audience, Block, BlockKind
from curbside.consult import Asked, Consult, consult
from curbside.knowledge.model import ActKind
from curbside.pathway.model import ALARMS, Documented

HERE = Path(__file__).parent.parent / "acceptance"
CASES: list[dict[str, Any]] = [
    case for name in ("questions", "vignettes") for case in yaml.safe_load((HERE / f"{name}.yaml").read_text())
]
CLINICIANS = (Audience.specialist, Audience.gp, Audience.nurse, Audience.reviewer)
FUSION = (
    "Is fusion indicated? Chronic low back pain and leg pain after 2 back surgeries, failed conservative care. "
    "Takes gabapentin 300 mg three times a day. No saddle numbness."
)
EMERGENCY = "New saddle numbness and cannot pass urine since yesterday, two weeks after a discectomy."


@cache
def told(text: str, audience: Audience, today: date = date(2026, 11, 22), region: Any = "us") -> Consult:
    return consult(Asked(text, today, region, audience), knowledge())


def page(case: dict[str, Any], audience: Audience) -> Consult:
    return told(case["text"], audience, date.fromisoformat(str(case["today"])), case.get("region", "us"))


def section(article: Article, name: str) -> tuple[Block, ...]:
    return next((s.blocks for s in article.sections if s.id == name), ())


SOONEST = ["now", "within hours", "the same day", "within days", "within two weeks", "at the planned visit"]


def acts(article: Article) -> set[tuple[str, str]]:
    """Every act on the page with the soonest time in which it must begin."""
    blocks = (b for s in article.sections for b in s.blocks if b.kind is BlockKind.act and s.id != "timeline")
    soonest: dict[str, str] = {}
    for block in blocks:
        times = [w for w in (block.within, soonest.get(block.act or "")) if w]
        soonest[block.act or ""] = min(times, key=lambda w: SOONEST.index(w.split(",")[0]), default="")
    return set(soonest.items())


def figures(article: Article) -> set[tuple[str, str]]:
    return {(f.name, f.text) for b in article.blocks() if b.kind is BlockKind.act for f in b.figures}


each_case = pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])


@each_case
def test_every_reader_gets_the_same_plan(case: dict[str, Any]) -> None:
    plans = {page(case, audience).article.stamp.plan_hash for audience in Audience}
    urgencies = {(page(case, a).article.urgency, page(case, a).article.urgency_possible) for a in Audience}
    assert len(plans) == len(urgencies) == 1


@each_case
def test_every_alarm_that_fired_is_on_every_page(case: dict[str, Any]) -> None:
    for audience in Audience:
        done = page(case, audience)
        rules = knowledge().recommendations
        unstable = any(rules[j.recommendation].section == "unstable" for j in done.assessment.fired())
        fired = {j.recommendation for j in done.assessment.fired() if j.urgency in ALARMS}
        said = {b.recommendation for b in section(done.article, "emergencies")}
        assert fired == said if not unstable else said <= fired


@each_case
def test_every_clinician_gets_the_same_acts_and_the_same_numbers_in_them(case: dict[str, Any]) -> None:
    pages = [page(case, audience).article for audience in CLINICIANS]
    assert len({frozenset(acts(p)) for p in pages}) == 1
    assert len({frozenset(figures(p)) for p in pages}) == 1


@each_case
def test_a_patient_gets_no_act_and_no_number_that_clinicians_do_not_get(case: dict[str, Any]) -> None:
    patient, specialist = page(case, Audience.patient).article, page(case, Audience.specialist).article
    assert {act for act, _ in acts(patient)} <= {act for act, _ in acts(specialist)}
    assert figures(patient) <= figures(specialist)


@each_case
def test_a_patient_misses_only_acts_meant_for_clinicians(case: dict[str, Any]) -> None:
    done = page(case, Audience.patient)
    known, rules = knowledge().acts, knowledge().recommendations
    missing = acts(page(case, Audience.specialist).article) - acts(done.article)
    spoken = {
        act.act for j in done.assessment.fired() if rules[j.recommendation].say.patient is not None for act in j.acts
    }
    for act, _ in missing:
        assert known[act].clinician_only or known[act].text_patient is None or act not in spoken


def test_a_general_clinician_reads_at_most_one_statement_for_each_advice() -> None:
    blocks = [b for b in told(FUSION, Audience.gp).article.blocks() if b.kind is BlockKind.evidence]
    owners = [b.recommendation for b in blocks]
    assert blocks
    assert len(owners) == len(set(owners))


def test_a_general_clinician_sees_every_referral_in_one_place() -> None:
    done = told(EMERGENCY.replace("New saddle", "Pain. New saddle"), Audience.specialist)
    text = "Fever and a red leaking wound nine days after lumbar fusion, temperature 38.6"
    done = told(text, Audience.gp)
    if done.article.urgency.value == "emergency":
        pytest.skip("an emergency shows its acts and nothing else")
    referred = {
        a.act
        for j in done.assessment.fired()
        for a in j.acts
        if knowledge().acts[a.act].kind in (ActKind.refer, ActKind.call)
    }
    assert referred == {b.act for b in section(done.article, "routes")}


def test_a_nurse_reads_when_to_escalate_before_the_plan() -> None:
    names = [s.id for s in told(FUSION, Audience.nurse).article.sections]
    assert names.index("safety-net") < names.index("watch") < names.index("non-drug")


def test_a_nurse_finds_what_to_measure_in_one_place_and_not_twice() -> None:
    article = told(FUSION, Audience.nurse).article
    watched = {b.act for b in section(article, "watch")}
    kinds = {knowledge().acts[act or ""].kind for act in watched}
    assert kinds <= {ActKind.call, ActKind.examine, ActKind.ask, ActKind.teach}
    elsewhere = [
        b.act for s in article.sections if s.id not in ("watch", "timeline", "timeline-details") for b in s.blocks
    ]
    assert watched.isdisjoint(elsewhere)


def test_a_reviewer_reads_the_criteria_before_the_plan_and_the_level_of_each_statement() -> None:
    article = told(FUSION, Audience.reviewer).article
    names = [s.id for s in article.sections]
    assert names.index("criteria") < names.index("documents") < names.index("non-drug")
    evidence = [b for b in article.blocks() if b.kind is BlockKind.evidence]
    assert evidence
    assert all("Level: " in b.text for b in evidence)


def test_the_missing_documents_are_exactly_those_of_the_criteria_that_nothing_shows() -> None:
    done = told(FUSION, Audience.reviewer)
    open_ = [r for report in done.assessment.criteria if report.asked for r in report.results]
    count = sum(r.status is Documented.not_documented for r in open_)
    told_ = [b for b in section(done.article, "documents") if b.kind is BlockKind.criterion]
    assert len(told_) == count > 0


def test_nobody_reads_criteria_or_routes_while_an_emergency_stands() -> None:
    for audience in Audience:
        names = {s.id for s in told(EMERGENCY, audience).article.sections}
        assert names.isdisjoint({"criteria", "documents", "routes", "watch", "education", "to-ask", "tell-us"})


def test_a_patient_is_told_at_once_whom_to_call_in_an_emergency() -> None:
    blocks = section(told(EMERGENCY, Audience.patient).article, "whom-to-call")
    assert "emergency" in blocks[0].text


def test_a_patient_who_takes_gabapentin_learns_not_to_stop_it_suddenly() -> None:
    page_ = to_markdown(told(FUSION, Audience.patient).article)
    assert "Medicines that must not be stopped suddenly" in page_


def test_a_page_of_explanation_that_does_not_concern_the_case_stays_away() -> None:
    page_ = to_markdown(told("Back pain a year after a discectomy.", Audience.patient).article)
    assert "Thinking about another operation" not in page_
    assert "Thinking about another operation" in to_markdown(told(FUSION, Audience.patient).article)


def test_shares_are_told_to_patients_out_of_one_hundred_with_benefit_and_harm() -> None:
    text = "Back pain worse than leg pain after a fusion. Is a spinal cord stimulator worth it?"
    blocks = section(told(text, Audience.patient).article, "stimulator-in-numbers")
    page_ = " ".join(b.text for b in blocks)
    assert page_.count("of 100 people") >= 4
    assert "%" not in page_
    assert "problem" in page_
    assert all(use.scope for b in blocks for use in b.figures)


def test_hard_words_on_a_patients_page_are_explained_and_others_are_not() -> None:
    words = {b.fills[0][1] for b in section(told(FUSION, Audience.patient).article, "glossary")}
    body = to_markdown(told(FUSION, Audience.patient).article).lower()
    assert words
    assert all(word.lower() in body for word in words)
    assert len(words) < len(knowledge().glossary)


def test_a_patients_questions_fit_the_parts_of_the_plan_on_the_page() -> None:
    article = told(FUSION, Audience.patient).article
    asked = {b.text for b in section(article, "to-ask")}
    present = {s.id for s in article.sections}
    for place, entry in knowledge().shelves["asks"].items():
        if place not in present:
            assert asked.isdisjoint(entry.questions)
    assert asked


@pytest.mark.parametrize("audience", list(Audience))
def test_acts_stand_beneath_their_own_advice_only(audience: Audience) -> None:
    html = to_html(told(FUSION, audience).article)
    assert html.count("<ul>") == html.count("</ul>")
    assert html.count("<li") == html.count("</li>")

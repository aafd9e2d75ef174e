"""Where facts stand apart the answer is the one that all the rules give."""

from unittest.mock import patch

from hypothesis import event, given
from hypothesis import strategies as st

from slapolicy import strategies as draws
from slapolicy.evaluation.evaluate import at_length, at_once
from slapolicy.evaluation.plan import Plan, look
from slapolicy.evaluation.results import Evaluation
from slapolicy.evaluation.sight import Sight
from slapolicy.explain import LANGUAGES
from slapolicy.facts import Record
from slapolicy.terms.policy import Policy
from tests.sections import in_sections


def _quickly(policy: Policy, record: Record) -> Evaluation | None:
    """Return what the short way answers, None where it has no answer."""
    plan = Plan.of(policy)
    span = record.period
    if plan.quick(policy, span.start_ticks, span.end_ticks, at_once=True):
        plan.season(policy, record)
        return at_once(policy, record, None)
    return None


def _looked_at(evaluation: Evaluation) -> tuple[object, ...]:
    """Return all that facts which stand apart have a way of their own to."""
    return (
        [
            (one.findings.readings, one.findings.decisions, one.exclusions)
            for one in evaluation.results
        ],
        [one.findings.deciders for one in evaluation.results],
        [one.findings.shares for one in evaluation.results],
        evaluation.ledger,
        [evaluation.explain(lang, "full") for lang in LANGUAGES],
        [in_sections(evaluation, lang) for lang in LANGUAGES],
    )


@given(
    draws.monthly_policies(),
    st.lists(draws.monthly_records(), min_size=2, max_size=4),
)
def test_as_if_they_touched(policy: Policy, records: list[Record]) -> None:
    """Readings, decisions, ledger and words are those of facts that touch."""
    for record in records * 2:
        found = at_length(look(policy, record, None))
        quick = _quickly(policy, record)
        event("apart" if found.sight.is_apart else "touching")
        with patch.object(Sight, "is_apart", new=False):
            expected = _looked_at(at_length(look(policy, record, None)))
        assert expected == _looked_at(found)
        *_, text, in_sections_ = expected
        assert in_sections_ == text
        if quick is not None:
            event("remembered")
            assert expected == _looked_at(quick)

"""Words that are kept with an agreement are those that would be found."""

import pytest

from slapolicy import evaluate
from slapolicy.evaluation import plan
from slapolicy.evaluation.evaluate import at_length
from slapolicy.evaluation.plan import look
from slapolicy.explain import LANGUAGES, explain
from tests.agreed import RECORD, down, outage, policy_of


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("style", ["short", "full"])
def test_said_again(
    lang: str, style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each service is told what it would be told alone."""
    monkeypatch.setattr(plan, "_WORTH_IT", 0)
    policy = policy_of()
    records = (
        RECORD,
        down(outage("06-10 00:00", "06-10 05:00")),
        down(outage("06-20 00:00", "06-20 05:00")),
        down(outage("06-10 00:00", "06-12 00:00")),
    )
    for record in records * 2:
        alone = at_length(look(policy, record, None))
        found = evaluate(policy, record)
        assert explain(alone, lang, style) == explain(found, lang, style)

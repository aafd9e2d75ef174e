"""Whatever a policy says, it can be linted."""

from hypothesis import given

from slapolicy import LintCode, Policy, lint, policy_from_dict
from slapolicy import strategies as sla


@given(sla.policies())
def test_any_policy_can_be_linted(policy: Policy) -> None:
    """And what is found can be written down, and is the same again."""
    found = lint(policy)
    for one in found:
        assert one.path
        assert str(one).startswith(one.severity.value)
        assert one.code.value == one.to_dict()["code"]
    assert found == lint(policy)


@given(sla.policies())
def test_documents_change_nothing(policy: Policy) -> None:
    """A policy read again has the same faults."""
    assert lint(policy) == lint(policy_from_dict(policy.to_dict()))


@given(sla.plain_policies(monotone=True))
def test_monotone_tables_are_consistent(policy: Policy) -> None:
    """Rows that meet and rise have no gap, no overlap and no drop."""
    wrong = {
        LintCode.INCONSISTENT,
        LintCode.ROW_GAP,
        LintCode.ROW_OVERLAP,
        LintCode.REVERSED_COMPARISON,
    }
    assert not wrong & {one.code for one in lint(policy)}

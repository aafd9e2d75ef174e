"""Worked examples: does the policy say what its author thinks?"""

from collections.abc import Iterator

from slapolicy import _time
from slapolicy.errors import SlaPolicyError, messages
from slapolicy.evaluation.evaluate import evaluate
from slapolicy.linting.diagnostics import Diagnostic, LintCode
from slapolicy.linting.expectations import differences
from slapolicy.terms.clauses import Example
from slapolicy.terms.policy import Policy


def check(policy: Policy) -> Iterator[Diagnostic]:
    """
    Yield the worked examples that do not come out.

    Args:
        policy: The policy.
    """
    for place, example in enumerate(policy.examples):
        faults = list(_faults(policy, example))
        if faults:
            yield Diagnostic(
                code=LintCode.EXAMPLE_FAILS,
                path=f"examples[{place}]",
                message="; ".join(faults),
            )


def _faults(policy: Policy, example: Example) -> Iterator[str]:
    """Yield what does not come out of an example."""
    # Reading a record needs cattrs and yaml; a policy without examples none.
    from slapolicy.documents import record_from_dict  # noqa: PLC0415  (only for examples)

    tree = example.record
    if not isinstance(tree, dict):
        yield "the record has no keys"
        return
    try:
        record = record_from_dict(tree, policy)
        as_of = (
            None
            if example.as_of is None
            else _time.parse_instant(example.as_of)
        )
        found = evaluate(policy, record, as_of=as_of).to_dict()
    except SlaPolicyError as error:
        yield from messages(error)
    else:
        yield from differences(example.expect, found)

"""Small policies to lint, and what was found in them."""

from slapolicy import Diagnostic, LintCode, Policy, lint, parse_policy


SOUND = """{kind: tiers, rows: [
  {at_least: 99%, below: 99.9%, credit: 10%},
  {below: 99%, credit: 25%}]}"""


def sla(
    credit: str = SOUND,
    *,
    target: str = "{at_least: 99.9%}",
    metric: str = "{kind: availability}",
    period: str = "{kind: calendar, unit: month}",
    of_one: str = "",
    more: str = "",
) -> Policy:
    """Return a policy with one promise; all of it is YAML."""
    return parse_policy(
        f"id: small\n"
        f"timezone: UTC\n"
        f"currency: EUR\n"
        f"period: {period}\n"
        f"commitments:\n"
        f"  - id: uptime\n"
        f"    metric: {metric}\n"
        f"    target: {target}\n"
        + (f"    credit: {credit}\n" if credit else "")
        + of_one
        + more
    )


def tiers(*rows: str, reads: str = "value", more: str = "") -> str:
    """Return a table with these rows; all of it is YAML."""
    return f"{{kind: tiers, reads: {reads}, rows: [{', '.join(rows)}]{more}}}"


def found(policy: Policy) -> list[tuple[str, str]]:
    """Return the codes and paths of what is wrong."""
    return [(one.code.value, one.path) for one in lint(policy)]


def codes(policy: Policy) -> set[str]:
    """Return the codes of what is wrong."""
    return {one.code.value for one in lint(policy)}


def only(policy: Policy, code: LintCode | str) -> Diagnostic:
    """Return the one thing of a code that is wrong."""
    some = [one for one in lint(policy) if one.code is LintCode(code)]
    assert 1 == len(some)
    return some[0]


def shown(policy: Policy, code: LintCode | str) -> list[str]:
    """Return where everything of a code shows."""
    return [
        str(one.witness) for one in lint(policy) if one.code is LintCode(code)
    ]

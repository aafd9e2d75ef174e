"""How much the linter tries: more than any agreement says is refused."""

import pytest

from slapolicy import Policy, catalogue, lint, messages, policy_from_dict
from slapolicy.errors import PolicyError
from slapolicy.linting.work import refuse_work


def policy(
    credit: dict[str, object],
    *,
    promises: int = 1,
    bound: object = "99%",
    caps: int = 0,
    examples: int = 0,
) -> Policy:
    """Return a policy with so many promises that are alike."""
    example = {"record": {}, "expect": {}, "why": "it is short"}
    return policy_from_dict(
        {
            "id": "long",
            "timezone": "UTC",
            "currency": "EUR",
            "period": {"kind": "calendar", "unit": "day"},
            "commitments": [
                {
                    "id": f"c{number}",
                    "metric": {"kind": "availability"},
                    "target": {"at_least": bound},
                    "credit": credit,
                    "caps": [{"at_most": "10%", "per": "period"}] * caps,
                }
                for number in range(promises)
            ],
            "examples": [example] * examples,
        }
    )


def bands(count: int) -> dict[str, object]:
    """Return a table of so many bands."""
    rows = [
        {"at_least": f"{n}%", "below": f"{n + 1}%", "credit": "10%"}
        for n in range(count)
    ]
    return {"kind": "tiers", "rows": rows}


def linear(count: int) -> dict[str, object]:
    """Return the sum of so many rules that pay by the minute."""
    rule = {"kind": "per-unit", "amount": "1%", "unit": "1 minute"}
    return {"kind": "sum", "rules": [rule] * count}


def flat(count: int) -> dict[str, object]:
    """Return the sum of so many rules that pay once."""
    return {"kind": "sum", "rules": [FLAT] * count}


FLAT: dict[str, object] = {"kind": "flat", "amount": "10%"}
ATTRIBUTE = {"attribute": "promised"}


class TestRefused:
    """What nobody agrees to is not tried for hours."""

    @pytest.mark.parametrize(
        ("most", "more", "tries"),
        [
            # 1 + 2 * 85 + 85 ** 2 // 4, and so on.
            (policy(bands(85)), policy(bands(86)), 2022),
            (
                policy(bands(6), promises=90),
                policy(bands(6), promises=91),
                2002,
            ),
            (
                policy(bands(13), bound=ATTRIBUTE),
                policy(bands(14), bound=ATTRIBUTE),
                2340,
            ),
            # 1 + 45 // 4 + 45 ** 2
            (policy(linear(44)), policy(linear(45)), 2037),
            (
                policy(flat(100), promises=76),
                policy(flat(100), promises=77),
                2002,
            ),
        ],
    )
    def test_tries(self, most: Policy, more: Policy, tries: int) -> None:
        """Rows and rules count for each other, and for each service."""
        refuse_work(most)
        with pytest.raises(PolicyError) as raised:
            lint(more)

        assert messages(raised.value) == [
            (
                f"targets, rows and rules are tried {tries} times, for each "
                f"other and for services that differ, and 2000 times at most; "
                f"split the policy, or write fewer rows"
            )
        ]

    def test_caps(self) -> None:
        """Caps are tried for each other."""
        refuse_work(policy(FLAT, promises=10, caps=100))
        with pytest.raises(PolicyError) as raised:
            lint(policy(FLAT, promises=11, caps=100))

        assert [
            "1100 caps are tried, and 1000 at most; split the policy"
        ] == messages(raised.value)

    def test_examples(self) -> None:
        """Each example is evaluated for each commitment."""
        refuse_work(policy(FLAT, promises=100, examples=100))
        with pytest.raises(PolicyError) as raised:
            lint(policy(FLAT, promises=100, examples=101))

        assert messages(raised.value) == [
            (
                "101 examples of 100 commitments are more than are evaluated; "
                "keep those that differ"
            )
        ]


@pytest.mark.parametrize("name", catalogue.ids())
def test_agreements(name: str) -> None:
    """No published agreement comes near to it."""
    known = catalogue.load(name)
    refuse_work(known)

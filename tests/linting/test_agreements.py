"""
The real agreements whose faults must be caught, each with its witness.

Tables are as printed, without what does not concern the fault.
"""

import pytest

from slapolicy import (
    Diagnostic,
    LevelWitness,
    LintCode,
    Severity,
    catalogue,
    lint,
)
from tests.linting.small import found, only, shown, sla, tiers


YEAR = "{kind: calendar, unit: year}"
ONE_DECIMAL_BANDS = (
    "{at_least: 99.9%, at_most: 100%, credit: 0%}",
    "{at_least: 98%, at_most: 99.8%, credit: 10%}",
    "{at_least: 95%, at_most: 97.9%, credit: 25%}",
    "{at_least: 90%, at_most: 94.9%, credit: 50%}",
    "{at_most: 89.9%, credit: 100%}",
)


@pytest.mark.parametrize("after", ["verification", "outage-start"])
def test_seven_days_from_the_outage(after: str) -> None:
    """ClameHost, SeeOux, pfm.gg: the month ends after the claim lapsed."""
    one = only(
        sla(more=f"claims: {{file: {{within: 7 days, after: {after}}}}}\n"),
        "window-before-metric",
    )
    assert "an outage at 2027-04-01" in one.message
    assert "lapses at 2027-04-08" in one.message


@pytest.mark.parametrize("target", ["99.9%", "100%"])
def test_bands_with_one_decimal(target: str) -> None:
    """SeeOux, COM.I: 99.85 % and three more strips are in no row."""
    policy = sla(tiers(*ONE_DECIMAL_BANDS), target=f"{{at_least: {target}}}")
    assert ["99.85%", "97.95%", "94.95%", "89.95%"] == shown(policy, "row-gap")
    first = next(one for one in lint(policy) if one.code.value == "row-gap")
    assert (
        "(43m12s to 86m24s down in 30 days)".replace("86m24s", "1h26m24s")
        in first.message
    )


class TestLineahosting:
    """The guarantee is the product's; the page pays up to it."""

    POLICY = sla(
        tiers(
            "{at_least: 99.0%, at_most: {attribute: guaranteed}, credit: 20%}",
            "{at_least: 98.0%, at_most: 98.99%, credit: 50%}",
            "{at_most: 97.99%, credit: 100%}",
        ),
        target="{at_least: {attribute: guaranteed}}",
    )

    def test_gaps(self) -> None:
        """98.995 % is in no row."""
        assert ["98.995%", "97.995%"] == shown(self.POLICY, "row-gap")

    def test_it_pays_exactly_at_the_guarantee(self) -> None:
        """Whatever that is."""
        witness = only(self.POLICY, "pays-when-met").witness
        assert isinstance(witness, LevelWitness)
        assert (("guaranteed", str(witness.figure)),) == witness.attributes


def test_hostico() -> None:
    """Of a year 99.8 to 99.9 % are 8h45m36s to 17h31m12s."""
    credit = tiers(
        "{at_least: 99.0%, at_most: 99.8%, credit: 5%}",
        "{at_most: 98.9%, credit: 10%}",
    )
    one = only(sla(credit, period=YEAR), "hole-below-target")
    assert "8h45m36s to 17h31m12s down in 365 days" in one.message


class TestKeliweb:
    """Availability is promised, and outages of hours are paid."""

    def test_breaches_that_pay_nothing(self) -> None:
        """99.99 % of a year are 52m34s, and 8 hours must pass."""
        policy = sla(
            tiers(
                "{above: 0 hours, below: 8 hours, credit: 0%}",
                "{at_least: 8 hours, credit: 10%}",
                reads="downtime",
            ),
            target="{at_least: 99.99%}",
            period=YEAR,
        )
        assert ["1 hour"] == shown(policy, "breach-pays-nothing")

    def test_hours_that_nobody_wrote_of(self) -> None:
        """Ten to twelve."""
        policy = sla(
            tiers(
                "{above: 0 hours, below: 10 hours, credit: 0%}",
                "{above: 12 hours, credit: 10%}",
                reads="downtime",
            ),
            target="{at_least: 99.99%}",
            period=YEAR,
        )
        assert ["11 hours"] == shown(policy, "row-gap")


def test_github() -> None:
    """Exactly 99.0 % is in no row, exactly 99.9 % is met and pays."""
    policy = sla(
        tiers(
            "{above: 99.0%, at_most: 99.9%, credit: 10%}",
            "{below: 99.0%, credit: 25%}",
        ),
        period="{kind: calendar, unit: quarter}",
    )
    assert ["99%"] == shown(policy, "row-gap")
    assert ["99.9%"] == shown(policy, "pays-when-met")


def test_mongodb_atlas() -> None:
    """Below 95 % two rows match."""
    policy = sla(
        tiers(
            "{at_least: 99.0%, below: 99.995%, credit: 10%}",
            "{below: 99.0%, credit: 25%}",
            "{below: 95.0%, credit: 100%}",
        ),
        target="{at_least: 99.995%}",
    )
    assert ["94%"] == shown(policy, "row-overlap")


def test_zentera() -> None:
    """Every bound is strict on both sides."""
    policy = sla(
        tiers(
            "{above: 99.9%, credit: 0 days}",
            "{above: 99.5%, below: 99.9%, credit: 1 day}",
            "{above: 99%, below: 99.5%, credit: 3 days}",
            "{above: 98%, below: 99%, credit: 5 days}",
            "{above: 96%, below: 98%, credit: 15 days}",
            "{below: 96%, credit: 30 days}",
        ),
        target="{at_least: 100%}",
    )
    assert ["99.9%", "99.5%", "99%", "98%", "96%"] == shown(policy, "row-gap")


def test_dnweb() -> None:
    """95 to 97 % pays nothing, 86 to 87 % is in no row."""
    points = [
        f"{{at_least: {whole}%, below: {whole + 1}%, credit: {share}%}}"
        for whole, share in ((94, 10), (93, 15), (87, 45))
    ]
    points[1] = "{at_least: 88%, below: 94%, credit: 15%}"
    policy = sla(
        tiers(*points, "{below: 86%, credit: 50%}"), target="{at_least: 97%}"
    )
    assert ["96%"] == shown(policy, "hole-below-target")
    assert ["86.5%"] == shown(policy, "row-gap")


def test_stablehost() -> None:
    """A tenth for each tenth of a percent, without an end."""
    policy = sla("{kind: per-step, amount: 10%, step: 0.1%}")
    one = only(policy, "unsaturated")
    assert "98.8%" == str(one.witness)
    assert "110%" in one.message


def test_digitalocean() -> None:
    """Everything below 99.99 % pays all of the fee."""
    policy = sla(
        tiers("{below: 99.99%, credit: 100%}"), target="{at_least: 99.99%}"
    )
    assert "4m28s down in 31 days" in only(policy, "cliff").message


def test_ibm_cloud() -> None:
    """A quarter is the most, and the hardware rows promise 80 %."""
    policy = sla(
        tiers(
            "{above: 2 hours, at_most: 6 hours, credit: 20%}",
            "{above: 6 hours, at_most: 10 hours, credit: 40%}",
            "{above: 10 hours, at_most: 14 hours, credit: 60%}",
            "{above: 14 hours, credit: 80%}",
        ),
        metric="{kind: restoration}",
        target="{at_most: 2 hours}",
        more="credits: {caps: [{at_most: 25%, per: period}]}\n",
    )
    assert ["7 hours"] == shown(policy, "cap-defeats-row")
    assert ("dead-row", "commitments[0].credit.rows[3]") in found(policy)


def test_route_53() -> None:
    """100 % is promised, 5 minutes must pass, 31 are not 30."""
    policy = sla(
        tiers(
            "{below: 5 minutes, credit: 0%}",
            "{at_least: 5 minutes, at_most: 30 minutes, credit: {fee_for: "
            "1 day}}",
            "{at_least: 31 minutes, at_most: 4 hours, credit: {fee_for: "
            "7 days}}",
            "{above: 4 hours, credit: {fee_for: 30 days}}",
            reads="downtime",
        ),
        target="{at_least: 100%}",
    )
    assert ["4 minutes"] == shown(policy, "breach-pays-nothing")
    assert ["1830 seconds"] == shown(policy, "row-gap")


def test_atal() -> None:
    """The shortest outage that counts leaves 99.988 %."""
    policy = sla(
        tiers(
            "{at_least: 99.99%, at_most: 99.999%, credit: 10%}",
            "{at_least: 99.0%, at_most: 99.99%, credit: 25%}",
            "{at_least: 95.0%, at_most: 99.0%, credit: 50%}",
            "{below: 95.0%, credit: 100%}",
        ),
        target="{at_least: 99.999%}",
        metric="{kind: availability, ignore_shorter_than: 5 minutes}",
    )
    assert "commitments[0].credit.rows[0]" == only(policy, "dead-row").path


def test_expertsystems() -> None:
    """99.9 % up, and down for 0.01 % at most."""
    policy = sla("", target="{at_least: 99.9%, at_most: 0.01%}")
    assert [("reversed-comparison", "commitments[0].target.at_most")] == found(
        policy
    )


def test_vultr() -> None:
    """Nine to ten minutes are in no row, and a month has 672 hours."""
    policy = sla(
        tiers(
            "{at_most: 9 minutes, credit: 1%}",
            "{at_least: 10 minutes, credit: 5%}",
            reads="downtime",
        ),
        target="{at_least: 100%}",
        period="{kind: calendar, unit: month, nominal: 672 hours}",
    )
    assert ["570 seconds"] == shown(policy, "row-gap")
    assert ("period-mismatch", "period.nominal") in found(policy)


def test_host_europe() -> None:
    """To two decimals 89.91 % pays nothing, and 90.00 % half."""
    policy = sla(
        tiers(
            "{at_least: 98.00%, at_most: 99.80%, credit: 10%}",
            "{at_least: 95.00%, at_most: 97.90%, credit: 25%}",
            "{at_least: 90.00%, at_most: 94.90%, credit: 50%}",
            "{at_most: 89.90%, credit: 100%}",
        ),
        metric="{kind: availability, precision: 2 decimals}",
    )
    assert ["97.91%", "94.91%", "89.91%"] == shown(policy, "row-gap")
    assert ["99.81%"] == shown(policy, "hole-below-target")
    drops = [one for one in lint(policy) if one.code.value == "inconsistent"]
    assert "89.91% earns nothing, less than 90%" in drops[-1].message
    assert "which is better and earns 50%" in drops[-1].message


SOUND = ("aws-ec2-region", "azure-vm-2026")


@pytest.mark.parametrize("id_", SOUND)
def test_sound_agreements_are_left_alone(id_: str) -> None:
    """Nothing worse than a note."""
    assert [] == [
        str(one)
        for one in lint(catalogue.load(id_))
        if one.severity is not Severity.NOTE
    ]


def _errors(id_: str) -> set[LintCode]:
    """Return the codes of the errors of a published agreement."""
    return {
        one.code
        for one in lint(catalogue.load(id_))
        if one.severity is Severity.ERROR
    }


@pytest.mark.parametrize(
    ("id_", "code"),
    [
        ("clamehost", LintCode.WINDOW_BEFORE_METRIC),
        ("seeoux-stt", LintCode.ROW_GAP),
        ("comi-hosting", LintCode.ROW_GAP),
        ("lineahosting", LintCode.PAYS_WHEN_MET),
        ("hostico", LintCode.HOLE_BELOW_TARGET),
        ("keliweb", LintCode.ANCHOR_UNKNOWN),
        ("github-enterprise", LintCode.ROW_GAP),
        ("zentera-air", LintCode.ROW_GAP),
        ("aws-route53", LintCode.ROW_GAP),
        ("ibm-cloud-2019", LintCode.DEAD_ROW),
        ("pfm-gg", LintCode.WINDOW_BEFORE_METRIC),
    ],
)
def test_published_agreements_are_caught(id_: str, code: LintCode) -> None:
    """As they stand in the catalogue."""
    assert code in _errors(id_)


def test_every_published_agreement_can_be_linted() -> None:
    """And what is said of it can be written down."""
    for id_ in catalogue.ids():
        for one in lint(catalogue.load(id_)):
            assert isinstance(one, Diagnostic)
            assert one.path
            assert one.to_dict()["message"]

"""What is said where a bound comes from the service."""

import pytest

from slapolicy import LevelWitness
from tests.linting.small import codes, found, only, sla, tiers


BAD_WINDOWS = (
    "{{kind: success-rate, aggregate: bad-windows, bad_above: 5%, window: {}}}"
)
MEAN = "{kind: success-rate, aggregate: mean, window: 1 hour, precision: 2}"
AGREED = "{at_least: {attribute: agreed}}"
BELOW_AGREED = "{at_least: 99%, below: {attribute: agreed}, credit: 10%}"
LOW = "{below: 99%, credit: 25%}"


class TestAttributes:
    """Only what holds for every service is said."""

    def test_a_sound_table_up_to_the_attribute(self) -> None:
        """Wherever that lies, rows meet."""
        policy = sla(tiers(BELOW_AGREED, LOW), target=AGREED)
        assert [] == found(policy)

    def test_a_gap_that_every_service_has(self) -> None:
        """Whatever is agreed, 98.5 % is in no row."""
        policy = sla(
            tiers(BELOW_AGREED, "{below: 98%, credit: 25%}"), target=AGREED
        )
        witness = only(policy, "row-gap").witness
        assert isinstance(witness, LevelWitness)
        assert "98.5%" == str(witness.figure)

    def test_a_hole_that_some_services_have(self) -> None:
        """Who agreed on 99.9 % has none, so none is told."""
        rows = ("{at_least: 99%, below: 99.9%, credit: 10%}", LOW)
        assert [] == found(sla(tiers(*rows), target=AGREED))

    def test_the_attributes_of_the_witness(self) -> None:
        """They say for which service it is one."""
        policy = sla(
            tiers("{at_most: {attribute: agreed}, credit: 10%}"),
            target=AGREED,
        )
        witness = only(policy, "pays-when-met").witness
        assert isinstance(witness, LevelWitness)
        ((name, text),) = witness.attributes
        assert ("agreed", str(witness.figure)) == (name, text)

    def test_two_attributes_are_left_alone(self) -> None:
        """How they lie to each other is not known."""
        rows = ("{below: {attribute: other}, credit: 10%}",)
        assert [] == found(sla(tiers(*rows), target=AGREED))

    def test_one_attribute_of_two_kinds_is_left_alone(self) -> None:
        """A share in the target, a length in the table."""
        rows = ("{above: {attribute: agreed}, credit: 10%}",)
        policy = sla(tiers(*rows, reads="downtime"), target=AGREED)
        assert [] == found(policy)

    def test_an_attribute_of_a_ratio_is_left_alone(self) -> None:
        """What kind of figure it is depends on the target."""
        rows = ("{below: {attribute: agreed}, credit: 10%}",)
        assert [] == found(sla(tiers(*rows, reads="ratio")))

    @pytest.mark.parametrize(
        ("metric", "target", "row"),
        [
            (
                "{kind: restoration}",
                "{at_most: 2 hours}",
                "{at_least: {attribute: x}, credit: 10%}",
            ),
            (
                "{kind: gauge, metric: m, statistic: mean}",
                "{at_most: 5}",
                "{at_least: {attribute: x}, credit: 10%}",
            ),
        ],
    )
    def test_lengths_and_numbers_too(
        self, metric: str, target: str, row: str
    ) -> None:
        """Their cases lie around the fixed bounds."""
        policy = sla(tiers(row), metric=metric, target=target)
        assert [] == found(policy)

    def test_downtime_beside_a_fixed_target(self) -> None:
        """The row begins somewhere, and the table ends with it."""
        policy = sla(
            tiers("{at_most: {attribute: x}, credit: 10%}", reads="downtime"),
            target="{at_least: 100%}",
        )
        assert "not-evaluable" not in codes(policy)

    def test_a_row_that_contradicts_itself_is_no_case(self) -> None:
        """Nobody agrees on less than the row's other bound."""
        policy = sla(
            tiers("{at_least: 99%, at_most: {attribute: agreed}, credit: 5%}"),
            target=AGREED,
        )
        assert {"pays-when-met", "breach-pays-nothing"} == codes(policy)

    def test_how_many_times_is_no_bound(self) -> None:
        """Every table may be multiplied."""
        rows = ("{at_least: 99.5%, below: 99.9%, credit: 10%}", LOW)
        times = ", times: {attribute: seats}"
        policy = sla(
            f"{{kind: sum, rules: [{tiers(*rows, more=times)}, "
            f"{{kind: flat, amount: 1%}}]}}"
        )
        assert {"row-gap", "inconsistent"} == codes(policy)


class TestOtherMetrics:
    """What else may be measured."""

    @pytest.mark.parametrize(
        ("metric", "target", "rows", "witness"),
        [
            (
                "{kind: success-rate, aggregate: total}",
                "{at_least: 99.9%}",
                ("{at_least: 99%, below: 99.8%, credit: 10%}", LOW),
                "99.85%",
            ),
            (
                MEAN,
                "{at_least: 99.9%}",
                ("{at_least: 99%, at_most: 99.8%, credit: 10%}", LOW),
                "99.81%",
            ),
            (
                "{kind: ticket-time, clock: response, within: 1 hour}",
                "{at_least: 90%}",
                ("{below: 80%, credit: 10%}",),
                "81%",
            ),
            (
                "{kind: ticket-time, clock: response}",
                "{at_most: 4 hours}",
                ("{at_least: 8 hours, credit: 10%}",),
                "7 hours",
            ),
            (
                "{kind: restoration, ignore_up_to: 5 minutes}",
                "{at_most: 1 second}",
                ("{above: 1 hour, credit: 10%}",),
                "30 minutes",
            ),
            (
                "{kind: count}",
                "{at_most: 3}",
                ("{above: 5, credit: 10%}",),
                "5",
            ),
            (
                "{kind: gauge, metric: x, statistic: mean}",
                "{at_least: 10}",
                ("{below: 5, credit: 10%}",),
                "6",
            ),
            (
                BAD_WINDOWS.format("5 minutes"),
                "{at_least: 99.9%}",
                ("{below: 99%, credit: 10%}",),
                "3565/36%",
            ),
            (
                BAD_WINDOWS.format("5 minutes, grain: 1 hour"),
                "{at_least: 99.9%}",
                ("{below: 99%, credit: 10%}",),
                "595/6%",
            ),
        ],
    )
    def test_holes_are_found(
        self, metric: str, target: str, rows: tuple[str, ...], witness: str
    ) -> None:
        """Whatever is measured, a level just beyond the target shows it."""
        policy = sla(tiers(*rows), metric=metric, target=target)
        one = only(policy, "hole-below-target")
        assert witness == str(one.witness)

    def test_hours_without_any_are_left_alone(self) -> None:
        """Nothing is measured, which is told elsewhere."""
        policy = sla(
            tiers(LOW),
            metric="{kind: availability, service_hours: desk}",
            more="calendars: {desk: {hours: {}}}\n",
        )
        assert {"not-evaluable"} == codes(policy)

    def test_slices_are_shorter_than_periods(self) -> None:
        """Of an hour 99.9 % are 3.6 seconds."""
        policy = sla(
            tiers("{at_least: 10 seconds, credit: 10%}", reads="downtime"),
            of_one="    slice: 1 hour\n",
        )
        assert ["9 seconds"] == [
            str(only(policy, "hole-below-target").witness)
        ]

"""The catalogue: every agreement loads, and what it leaves open is filled."""

import pytest

from slapolicy import (
    Figure,
    Money,
    Percent,
    TieredCredit,
    catalogue,
    parse_record,
)
from slapolicy.errors import DocumentError
from slapolicy.evaluation import evaluate


class TestEveryAgreement:
    """What holds for each of them."""

    @pytest.mark.parametrize("id_", catalogue.ids())
    def test_loads_under_the_name_of_its_file(self, id_: str) -> None:
        """Each file holds the policy of that id, with its source."""
        policy = catalogue.load(id_)
        assert id_ == policy.id
        assert policy.provider
        assert policy.title
        assert policy.source

    @pytest.mark.parametrize("id_", catalogue.ids())
    def test_cites_only_clauses_that_it_has(self, id_: str) -> None:
        """A term's clause is one of the policy's."""
        policy = catalogue.load(id_)
        known = {one.id for one in policy.clauses}
        cited = {one.clause for one in policy.commitments} | {
            one.clause for one in policy.rights
        }
        assert set() == cited - known - {None}


class TestExample:
    """A record that shows an agreement at work."""

    def test_clamehost_has_one(self) -> None:
        """Two of 745 hours are down: 1.00 EUR of 10.00."""
        text = catalogue.example("clamehost")
        assert text is not None
        policy = catalogue.load("clamehost")
        credit = evaluate(policy, parse_record(text, policy)).credit
        assert "1.00 EUR" == str(credit.money)

    def test_others_may_have_none(self) -> None:
        """There is no record for an agreement that ships none."""
        assert catalogue.example("no-such-agreement") is None


class TestLoad:
    """What is refused, replaced and filled in."""

    def test_an_unknown_id_names_those_near_it(self) -> None:
        """A slip of the pen is told with its cure."""
        with pytest.raises(DocumentError) as raised:
            catalogue.load("clamehots")
        assert "did you mean clamehost" in str(raised.value)

    def test_an_id_like_nothing_is_just_refused(self) -> None:
        """Where nothing is near nothing is proposed."""
        with pytest.raises(DocumentError) as raised:
            catalogue.load("%%%")
        assert "the catalogue has no agreement '%%%'" == str(raised.value)

    def test_the_readers_own_table_replaces_the_assumed_one(self) -> None:
        """One line puts other rows in the place of the assumed ones."""
        rows = [{"below": "99.9%", "credit": "30%"}]
        policy = catalogue.load(
            "clamehost", {"commitments.uptime.credit.rows": rows}
        )
        credit = policy.commitments[0].credit
        assert isinstance(credit, TieredCredit)
        assert ["30%"] == [str(row.credit) for row in credit.rows]

    @pytest.mark.parametrize(
        "path",
        [
            "commitments.latency.credit",
            "id.x",
            "id.x.y",
            "commitments.uptime",
        ],
    )
    def test_a_term_that_is_not_there_is_refused(self, path: str) -> None:
        """Only what is there can be replaced."""
        with pytest.raises(DocumentError) as raised:
            catalogue.load("clamehost", {path: "x"})
        assert f"{path}: there is no such term" in str(raised.value)

    def test_an_attribute_is_filled_in(self) -> None:
        """A figure that each product brings along becomes the product's."""
        assert "agreed-uptime" in catalogue.parameters("klever-uk")
        policy = catalogue.load("klever-uk", agreed_uptime="99.95%")
        bounds = [
            limit.bound
            for one in policy.commitments
            for limit in one.target.limits
        ]
        assert Figure.parse("99.95%") in bounds
        assert "agreed-uptime" not in catalogue.parameters("clamehost")

    def test_a_sum_is_filled_in(self) -> None:
        """Shares of a named sum become sums of their own."""
        before = catalogue.load("exoscale-2015").commitments[0].credit
        policy = catalogue.load("exoscale-2015", monthly_charge="40.00 CHF")
        after = policy.commitments[0].credit
        assert isinstance(before, TieredCredit)
        assert isinstance(after, TieredCredit)
        assert "fee" == after.of
        assert [
            row.credit.fraction * 40
            for row in before.rows
            if isinstance(row.credit, Percent)
        ] == [
            row.credit.fraction
            for row in after.rows
            if isinstance(row.credit, Money)
        ]

    def test_a_cap_on_a_sum_is_filled_in(self) -> None:
        """Also the most that is paid is a share of what was filled in."""
        before = catalogue.load("ovh-private-cloud").commitments
        policy = catalogue.load("ovh-private-cloud", next_invoice="12.00 EUR")
        pairs = [
            (old.at_most, new.at_most)
            for was, now in zip(before, policy.commitments, strict=True)
            for old, new in zip(was.caps, now.caps, strict=True)
            if old.of == "next-invoice"
        ]
        assert pairs
        for old, new in pairs:
            assert isinstance(old, Percent)
            assert isinstance(new, Money)
            assert old.fraction * 12 == new.fraction

    def test_a_sum_of_which_no_share_is_stated_is_refused(self) -> None:
        """What is paid for a length of the fee stays with the service."""
        with pytest.raises(DocumentError) as raised:
            catalogue.load("zentera-air", yearly_price="12.00 EUR")
        assert "yearly-price: what is paid of it is no share" == str(
            raised.value
        )

    def test_nor_is_one_filled_in_that_is_paid_pro_rata(self) -> None:
        """There is no share to take."""
        term = {"kind": "pro-rata", "of": "yearly-price"}
        path = "commitments.uptime.credit"
        with pytest.raises(DocumentError) as raised:
            catalogue.load(
                "zentera-air", {path: term}, yearly_price="12.00 EUR"
            )
        assert str(raised.value).endswith("is no share")

    def test_what_is_no_share_stands(self) -> None:
        """A printed sum in a table does not depend on the sum filled in."""
        rows = [
            {"at_least": "99%", "credit": "10%"},
            {"below": "99%", "credit": "7.00 CHF"},
        ]
        policy = catalogue.load(
            "exoscale-2015",
            {"commitments.availability.credit.rows": rows},
            monthly_charge="40.00 CHF",
        )
        credit = policy.commitments[0].credit
        assert isinstance(credit, TieredCredit)
        assert ["4.00 CHF", "7.00 CHF"] == [
            str(row.credit) for row in credit.rows
        ]

    def test_an_unknown_parameter_names_the_known_ones(self) -> None:
        """Nothing is filled in where nothing is open."""
        with pytest.raises(DocumentError) as raised:
            catalogue.load("clamehost", guaranteed="99%")
        assert (
            "clamehost leaves no 'guaranteed' open; it leaves: nothing"
            == str(raised.value)
        )

"""Errors: their kinds, their texts, their places."""

import copy
import pickle

from collections.abc import Callable

import pytest

from slapolicy import errors
from slapolicy.errors import (
    AmountError,
    DocumentError,
    Fault,
    InexactError,
    MissingExtraError,
    PathNote,
    PeriodMismatchError,
    PolicyError,
    RecordError,
    SlaPolicyError,
    TransitionError,
)


GROUPS = [PolicyError, RecordError, DocumentError]

# One of each kind, as it is raised.
EACH = [
    SlaPolicyError("something is wrong"),
    Fault("is empty"),
    AmountError("99,9% is no percentage"),
    InexactError("0.1 is a float"),
    MissingExtraError("gold needs alchemy", name="alchemy"),
    TransitionError("withdrawn", "approve"),
    TransitionError("filed", "apply", ("approve", "reject"), "too early"),
    PeriodMismatchError("2026-10-02/2026-11-02", ("2026-10", "2026-11")),
    PolicyError.of("is empty", path="target"),
    RecordError.of("is twice", Fault("is negative"), path="outages"),
    DocumentError.of("is unknown"),
]


def nested() -> PolicyError:
    """Return a fault that lies five levels deep in a policy."""
    bound = errors.at(AmountError("'99,9%': write a point"), "below")
    row = errors.at(PolicyError.of(bound), "rows[1]")
    credit = errors.at(PolicyError.of(row, path="credit"), "commitments[0]")
    return PolicyError.of(credit)


class TestKinds:
    """What an error is besides."""

    @pytest.mark.parametrize("error", EACH, ids=repr)
    def test_has_one_root(self, error: Exception) -> None:
        """Whoever catches the root catches every error."""
        assert isinstance(error, SlaPolicyError)

    @pytest.mark.parametrize(
        "kind", [Fault, AmountError, PeriodMismatchError, TransitionError]
    )
    def test_single_ones_are_value_errors(self, kind: type[Exception]) -> None:
        """Each single error is a `ValueError` too."""
        assert issubclass(kind, ValueError)

    def test_an_inexact_one_is_a_type_error(self) -> None:
        """A float is of the wrong type, and no amount either."""
        assert issubclass(InexactError, TypeError)
        assert issubclass(InexactError, AmountError)

    @pytest.mark.parametrize("kind", GROUPS)
    def test_groups_are_exception_groups(self, kind: type[Exception]) -> None:
        """Each group is an `ExceptionGroup`."""
        assert issubclass(kind, ExceptionGroup)


class TestPickling:
    """Errors cross processes."""

    @pytest.mark.parametrize("error", EACH, ids=repr)
    @pytest.mark.parametrize(
        "travel",
        [lambda error: pickle.loads(pickle.dumps(error)), copy.copy],
        ids=["pickle", "copy"],
    )
    def test_keeps_everything(
        self, error: Exception, travel: Callable[[Exception], Exception]
    ) -> None:
        """Kind, arguments, facts, text and places come through."""
        back = travel(error)

        assert type(error) is type(back)
        assert str(error) == str(back)
        assert errors.messages(error) == errors.messages(back)
        assert vars(error) == vars(back)

    def test_keeps_places_of_nested_faults(self) -> None:
        """A place is a `PathNote` in each level after pickling too."""
        back = pickle.loads(pickle.dumps(nested()))

        assert errors.messages(nested()) == errors.messages(back)

    def test_keeps_other_notes(self) -> None:
        """A note that is no place stays one."""
        error = errors.at(AmountError("no amount"), "fee")
        error.add_note("see the price list")
        back = pickle.loads(pickle.dumps(error))

        assert ["fee", "see the price list"] == back.__notes__
        assert [PathNote, str] == [type(note) for note in back.__notes__]


class TestAt:
    """`at` says where a fault lies."""

    def test_returns_the_error(self) -> None:
        """The error itself comes back, to be raised in the same line."""
        error = AmountError("no amount")

        assert error is errors.at(error, "fee")

    def test_builds_a_path_from_the_inside_out(self) -> None:
        """Each level puts its own segment before what it was given."""
        assert [
            "commitments[0].credit.rows[1].below: '99,9%': write a point"
        ] == errors.messages(nested())

    def test_an_index_has_no_point_before_it(self) -> None:
        """An index joins what it is an index of."""
        error = errors.at(errors.at(Fault("is empty"), "[2]"), "rows")

        assert ["rows[2]: is empty"] == errors.messages(error)


class TestFlatten:
    """`flatten` yields the faults with their places."""

    def test_yields_faults_in_order(self) -> None:
        """Faults come as they were found, depth first."""
        first, second, third = Fault("a"), Fault("b"), Fault("c")
        group = PolicyError.of(
            PolicyError.of(first, second, path="target"), third
        )

        assert [
            ("target", first),
            ("target", second),
            ("", third),
        ] == list(errors.flatten(group))

    def test_takes_a_single_error(self) -> None:
        """An error that is no group is its own only fault."""
        error = errors.at(AmountError("no amount"), "fee")

        assert [("fee", error)] == list(errors.flatten(error))

    def test_takes_groups_of_others(self) -> None:
        """A group that is not ours is a group all the same."""
        error = KeyError("id")

        assert [("", error)] == list(
            errors.flatten(ExceptionGroup("theirs", [error]))
        )

    def test_ignores_notes_that_are_no_places(self) -> None:
        """Only a `PathNote` is part of the path."""
        error = AmountError("no amount")
        error.add_note("see the price list")

        assert ["no amount"] == errors.messages(error)


@pytest.mark.parametrize("kind", GROUPS)
class TestGroups:
    """Groups of faults."""

    def test_makes_faults_of_messages(self, kind: type[PolicyError]) -> None:
        """Text becomes a `Fault`, an exception stays what it is."""
        amount = AmountError("no amount")
        fault, same = kind.of("is empty", amount).exceptions

        assert isinstance(fault, Fault)
        assert "is empty" == fault.text
        assert amount is same

    def test_says_every_fault(self, kind: type[PolicyError]) -> None:
        """The text has one line for each fault, with its place."""
        group = kind.of("is empty", "is twice", path="clauses")

        assert "clauses: is empty\nclauses: is twice" == str(group)

    def test_needs_a_fault(self, kind: type[PolicyError]) -> None:
        """There is no error without a fault."""
        with pytest.raises(ValueError, match="non-empty"):
            kind.of()

    def test_parts_are_of_its_kind(self, kind: type[PolicyError]) -> None:
        """What `split` gives is of the same kind, in the same place."""
        group = kind.of("is empty", AmountError("no amount"), path="fee")
        parts = group.split(AmountError)

        assert [kind, kind] == [type(part) for part in parts]
        assert ["fee: no amount", "fee: is empty"] == [
            str(part) for part in parts
        ]

    def test_can_be_raised_at_once(self, kind: type[PolicyError]) -> None:
        """`refuse` raises what `of` would return."""
        with pytest.raises(kind) as caught:
            kind.refuse("is empty", path="target")

        assert "target: is empty" == str(caught.value)

    def test_can_be_caught_by_kind_of_fault(
        self, kind: type[PolicyError]
    ) -> None:
        """`except*` takes out the faults of one kind."""
        caught: list[Exception] = []
        group = kind.of("is empty", AmountError("no amount"))
        try:
            raise group
        except* AmountError as amounts:
            caught += amounts.exceptions
        except* Fault as faults:
            caught += faults.exceptions

        assert ["no amount", "is empty"] == [str(error) for error in caught]


class TestFault:
    """One thing that is wrong."""

    def test_text_is_its_message(self) -> None:
        """Its text is what it was made with."""
        assert "is empty" == Fault("is empty").text

    def test_text_of_none_is_empty(self) -> None:
        """Without a message there is no text."""
        assert "" == Fault().text


class TestTransitionError:
    """An event that a state does not allow."""

    def test_says_what_it_allows(self) -> None:
        """The text names the state, the event and what could be done."""
        error = TransitionError("filed", "apply", ("approve", "reject"))

        assert (
            "cannot apply a claim that is filed; it allows: approve, reject"
        ) == str(error)

    def test_says_when_nothing_is_allowed(self) -> None:
        """A final state allows nothing more."""
        error = TransitionError("withdrawn", "approve")

        assert (
            "cannot approve a claim that is withdrawn; it allows: nothing more"
        ) == str(error)

    def test_says_why(self) -> None:
        """A reason beside the state stands in its place."""
        error = TransitionError(
            "filed", "approve", ("approve",), "it goes back in time"
        )

        assert (
            "cannot approve a claim that is filed: it goes back in time"
        ) == str(error)

    def test_has_facts(self) -> None:
        """What the text says can be read from it."""
        error = TransitionError("filed", "apply", ("approve",), "no")

        assert ("filed", "apply", ("approve",), "no") == (
            error.state,
            error.event,
            error.allowed,
            error.why,
        )


class TestPeriodMismatchError:
    """A record of another period than the policy's."""

    def test_names_the_nearest(self) -> None:
        """The text has the period and those that could be meant."""
        error = PeriodMismatchError("2026-10-02/2026-11-02", ("a", "b"))

        assert (
            "period: 2026-10-02/2026-11-02 is none of the policy's periods; "
            "the nearest are a or b"
        ) == str(error)

    def test_may_know_none(self) -> None:
        """Without near ones it says what is wrong and no more."""
        assert ("period: 2026-W40 is none of the policy's periods") == str(
            PeriodMismatchError("2026-W40")
        )

    def test_has_facts(self) -> None:
        """What the text says can be read from it."""
        error = PeriodMismatchError("2026-W40", ("2026-10",))

        assert ("2026-W40", ("2026-10",)) == (error.period, error.nearest)

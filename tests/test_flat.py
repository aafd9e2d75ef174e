"""Outages as flat integers: which, in what order, and for nobody to see."""

import copy
import pickle

from collections.abc import Callable

import attrs
import pytest

from slapolicy import Money, Outage, Record, _tree
from slapolicy.facts.flat import Flat
from tests.agreed import RECORD
from tests.gone import NOON, gone


def flat(*outages: Outage) -> Flat:
    """Return outages as integers."""
    found = Flat.of(outages)
    assert found is not None
    return found


def left(
    found: Flat, before: int, drops: Callable[[str, str | None], bool]
) -> list[tuple[int, int]]:
    """Return which outages are left, in microseconds after noon."""
    starts, ends = found.kept(drops, NOON + before)
    return [
        (start - NOON, end - NOON)
        for start, end in zip(starts, ends, strict=True)
    ]


def nothing(cause: str, source: str | None) -> bool:
    """Leave nothing out."""
    return not (cause or source)


MIXED = flat(
    gone(0, 9, "customer", "probe"),
    gone(1, 2),
    gone(1, 4, "customer"),
    gone(3, 3),
    gone(5, 6, "customer", "probe"),
    gone(5, 8),
)


class TestOf:
    """What is kept of outages."""

    def test_of_none(self) -> None:
        """There may be none."""
        assert [] == left(flat(), 9, nothing)

    def test_before_1970(self) -> None:
        """Instants are whole numbers below zero then, and kept as such."""
        early = attrs.evolve(gone(0, 9), start=-(10**14), end=-(10**14) + 1)
        found = flat(early, attrs.evolve(early, cause="customer"))
        for drops in (nothing, lambda cause, _: cause == "customer"):
            starts, ends = found.kept(drops, 0)
            assert -(10**14) == starts[0]
            assert 1 - 10**14 == ends[0]

    def test_in_their_order(self) -> None:
        """Starts and ends stand as they were given."""
        found = flat(gone(0, 9), gone(1, 2), gone(1, 4))
        assert [NOON, NOON + 1, NOON + 1] == found.starts.tolist()
        assert [NOON + 9, NOON + 2, NOON + 4] == found.ends.tolist()

    def test_what_lasts_no_time_is_left_out(self) -> None:
        """It is down at no instant; one microsecond is an instant."""
        found = flat(gone(0, 0), gone(1, 2), gone(3, 3, "customer"))
        assert [(1, 2)] == left(found, 9, nothing)
        assert (("provider", None),) == found.kinds

    def test_each_kind_stands_once(self) -> None:
        """A cause with a source, in the order in which they come."""
        assert (
            ("customer", "probe"),
            ("provider", None),
            ("customer", None),
        ) == MIXED.kinds
        assert [0, 1, 2, 0, 1] == MIXED.places.tolist()

    @pytest.mark.parametrize(
        "change",
        [
            {"end": None},
            {"component": "mail"},
            {"amounts": {"sum": Money("1.00", "EUR")}},
        ],
    )
    def test_what_takes_a_closer_look(self, change: dict[str, object]) -> None:
        """One that is more than two instants and a kind, and there is none."""
        plain = gone(0, 1)
        odd = attrs.evolve(plain, **change)  # type: ignore[arg-type] # any field
        assert Flat.of([plain]) is not None
        assert Flat.of([plain, odd]) is None
        assert Flat.of([odd, plain]) is None


class TestKept:
    """What is left of them."""

    def test_nothing_is_left_out(self) -> None:
        """All of them are, in their order."""
        assert [(0, 9), (1, 2), (1, 4), (5, 6), (5, 8)] == left(
            MIXED, 9, nothing
        )

    @pytest.mark.parametrize(
        ("before", "count"), [(0, 0), (1, 1), (2, 3), (5, 3), (6, 5)]
    )
    def test_those_that_begin_before(self, before: int, count: int) -> None:
        """At that instant none begins any more, whatever is left out."""
        all_of_them = left(MIXED, 9, nothing)
        assert all_of_them[:count] == left(MIXED, before, nothing)
        ours = [(1, 2), (5, 8)]
        assert [one for one in ours if one[0] < before] == left(
            MIXED, before, lambda cause, _: cause == "customer"
        )

    @pytest.mark.parametrize(
        ("drops", "expected"),
        [
            (lambda cause, _: cause == "customer", [(1, 2), (5, 8)]),
            (lambda _, source: source == "probe", [(1, 2), (1, 4), (5, 8)]),
            (lambda _, source: source is None, [(0, 9), (5, 6)]),
            (lambda *_: True, []),
        ],
    )
    def test_by_cause_and_source(
        self,
        drops: Callable[[str, str | None], bool],
        expected: list[tuple[int, int]],
    ) -> None:
        """Those of a kind are left out together."""
        assert expected == left(MIXED, 9, drops)

    def test_each_kind_is_asked_about_once(self) -> None:
        """However many outages are of it."""
        asked: list[tuple[str, str | None]] = []

        def drops(cause: str, source: str | None) -> bool:
            """Note what is asked about."""
            asked.append((cause, source))
            return False

        MIXED.kept(drops, NOON + 9)
        assert list(MIXED.kinds) == asked

    def test_leaves_itself_alone(self) -> None:
        """What is handed out is a copy, whatever is left out."""
        found = flat(gone(0, 1), gone(2, 3))
        for starts, ends in (
            found.kept(nothing, NOON + 9),
            found.kept(lambda *_: True, NOON + 9),
        ):
            starts.append(0)
            ends.append(0)
        assert [(0, 1), (2, 3)] == left(found, 9, nothing)


class TestOfARecord:
    """A record keeps them to itself."""

    record = attrs.evolve(RECORD, outages=[gone(2, 3), gone(0, 1)])

    def test_in_order_and_once(self) -> None:
        """They are in order of time, and made when they are first read."""
        found = self.record._flat
        assert found is not None
        assert [(0, 1), (2, 3)] == left(found, 9, nothing)
        assert found is self.record._flat

    def test_none_where_that_takes_a_closer_look(self) -> None:
        """A record with an open outage has none."""
        still = Outage(start=NOON)
        assert attrs.evolve(RECORD, outages=[still])._flat is None

    def test_it_is_the_same_record(self) -> None:
        """Whether they were made or not, nobody can tell from the value."""
        other = copy.copy(self.record)
        told = _tell(other)
        assert other._flat is not None
        assert told == _tell(other)
        assert self.record == other
        assert hash(self.record) == hash(other)
        fresh = pickle.loads(pickle.dumps(other))
        assert fresh == other
        assert fresh._flat is not other._flat


def _tell(record: Record) -> tuple[str, bytes, bytes]:
    """Return all forms in which a record goes anywhere."""
    return (
        repr(record),
        pickle.dumps(record),
        _tree.canonical(record.to_dict()),
    )

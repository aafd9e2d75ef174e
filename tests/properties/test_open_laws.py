"""
Laws of an outage that is still open when the period is over.

The oracle is the same record with any later end in the place of the missing
one. Nothing more can happen in the period, so what is said is final.
"""

import attrs

from hypothesis import given
from hypothesis import strategies as st

from slapolicy import (
    Availability,
    Commitment,
    Outage,
    Policy,
    Record,
    ShortExclusion,
    Target,
    _time,
    evaluate,
)
from tests.agreed import UPTIME, down, policy_of
from tests.properties.test_unknown_laws import CREDITS, unfounded
from tests.views import JUNE


AWAY = Target.of(at_least="100%")
MORE = Target.of(at_least="99.97%")
METRICS = (
    Availability(),
    Availability(ignore_shorter_than="20 minutes"),
    Availability(ignore_up_to="20 minutes"),
    Availability(ignore_up_to="20 minutes", grain="1 hour"),
    Availability(unobserved="undetermined", excluded_time="removed"),
)
SHORT = tuple(
    ShortExclusion(up_to="20 minutes", at_most=most, beyond=beyond)
    for most, beyond in ((None, "all"), (1, "all"), (1, "rest"))
)

minutes = st.integers(1, 60)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Return agreements that do not count what is short."""
    promise: Commitment = attrs.evolve(
        UPTIME,
        metric=draw(st.sampled_from(METRICS)),
        target=draw(st.sampled_from((AWAY, MORE))),
        credit=draw(st.sampled_from(CREDITS)),
    )
    forgiven = draw(st.lists(st.sampled_from(SHORT), max_size=1))
    return attrs.evolve(policy_of(promise), exclusions=forgiven)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Return records of some short outages, the last of them open."""
    end, last = JUNE.end_ticks, draw(minutes)
    found = [
        Outage(id="open", start=end - last * _time.MINUTE, end=None),
    ]
    for place in range(draw(st.integers(0, 2))):
        start = end - (3 + 2 * place) * _time.HOUR
        length = draw(minutes) * _time.MINUTE
        found.append(Outage(id=f"o{place}", start=start, end=start + length))
    return down(*found)


@given(policies(), records(), st.integers(0, 60), st.none() | minutes)
def test_no_later_end_changes_what_is_said(
    policy: Policy, record: Record, since: int, more: int | None
) -> None:
    """Neither an outcome nor a sum, however long it goes on."""
    seen = JUNE.end_ticks + since * _time.MINUTE
    as_of = _time.from_ticks(seen)
    unknown = evaluate(policy, record, as_of=as_of)
    assert unknown.is_final
    lasting = [
        attrs.evolve(
            one,
            end=seen + (more or 100_000) * _time.MINUTE,
        )
        if one.end_ticks is None
        else one
        for one in record.outages
    ]
    known = evaluate(
        policy, attrs.evolve(record, outages=lasting), as_of=as_of
    )
    assert [] == unfounded(unknown, known)

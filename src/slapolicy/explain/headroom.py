"""How far the nearest other answer is, in words."""

import datetime as dt

from collections.abc import Iterator

from slapolicy import _time
from slapolicy.evaluation.questions.rooms import Room, Turn
from slapolicy.evaluation.results import Credit, Evaluation
from slapolicy.explain.language import Message, Sentence, Value
from slapolicy.explain.money import line_words, owed_words, subject_words
from slapolicy.explain.rules import joined
from slapolicy.explain.sections import Section, period_of
from slapolicy.explain.values import Elapsed, Listing, Sum
from slapolicy.explain.words import Word
from slapolicy.terms.exchange import Line, Outcome


_TICK = dt.timedelta(microseconds=1)
# Of more digits the exact length is no worse to read.
_SHOWN = dt.timedelta(milliseconds=1)


_TITLE = Message("headroom-title", "Promise “{promise}”, {subject}: {outcome}")
_DOWNTIME = Message(
    "headroom-downtime", "Downtime: {length}; owed in all: {worth}."
)
_SO_FAR = Message(
    "headroom-downtime-so-far",
    "Downtime so far: {length}; owed in all: {worth}.",
)
_LEFT = Message(
    "headroom-left", "{length} left in {period} before this: {effect}."
)
_MORE = Message("headroom-more", "With {length} more: {effect}.")
_ANY_MORE = Message("headroom-any-more", "With any downtime more: {effect}.")
_MORE_THAN = Message("headroom-more-than", "more than {length}")
_LESS = Message("headroom-less", "With {length} less: {effect}.")
_NO_MORE = Message(
    "headroom-no-more", "There is nothing more to lose by more downtime."
)
_NO_LESS = Message(
    "headroom-no-less", "There was nothing to gain by less downtime."
)
_NONE = Message("headroom-none", "No promise that applies reads downtime.")

_OUTCOMES = {
    Outcome.MET: Message("headroom-met", "the promise is kept"),
    Outcome.BREACHED: Message("headroom-breached", "the promise is not kept"),
    Outcome.UNDETERMINED: Message(
        "headroom-undetermined", "whether the promise is kept cannot be told"
    ),
}
_EARNS = Message("headroom-earns", "it earns {lines}")
_OWED = Message("headroom-owed", "owed in all: {worth}")
_OWED_MORE = Message("headroom-owed-more", "{owed}, {change} more")
_OWED_LESS = Message("headroom-owed-less", "{owed}, {change} less")
UNTOLD = Message("untold", "cannot be told")
"""What nobody can tell."""


def headroom_sections(
    evaluation: Evaluation, rooms: tuple[Room, ...]
) -> Iterator[Section]:
    """
    Yield how far each reading is from another answer.

    Args:
        evaluation: What was evaluated.

        rooms: What its headroom holds.
    """
    for room in rooms:
        title = _TITLE(
            promise=room.commitment,
            subject=subject_words(evaluation, room.subject),
            outcome=Word("outcome", room.outcome.value),
        )
        yield Section.of(title, *_room(evaluation, room))
    if not rooms:
        yield Section.of(_NONE())


def _room(evaluation: Evaluation, room: Room) -> Iterator[Sentence]:
    """Yield where one reading is, and what is near it."""
    message = _DOWNTIME if evaluation.is_final else _SO_FAR
    worth = total_words(evaluation, room.credit)
    yield message(length=Elapsed(room.downtime), worth=worth)
    if room.more is None:
        yield _NO_MORE()
    else:
        yield _more(evaluation, room, room.more)
    if room.less is None:
        yield _NO_LESS()
    for turn in dict.fromkeys((room.less, room.kept)):
        if turn is not None:
            effect = _effect(evaluation, room, turn)
            yield _LESS(length=_length(turn), effect=effect)


def _more(evaluation: Evaluation, room: Room, turn: Turn) -> Sentence:
    """Return what more downtime does."""
    effect = _effect(evaluation, room, turn)
    if turn.by == _TICK:
        return _ANY_MORE(effect=effect)
    if evaluation.is_final:
        return _MORE(length=_length(turn), effect=effect)
    left = Elapsed(_time.length_ticks(_last_before(turn) or turn.by))
    return _LEFT(length=left, period=period_of(evaluation), effect=effect)


def _length(turn: Turn) -> Value:
    """Return how far away it is, exactly."""
    whole = _last_before(turn)
    if whole is None:
        return Elapsed(_time.length_ticks(turn.by))
    return _MORE_THAN(length=Elapsed(_time.length_ticks(whole)))


def _last_before(turn: Turn) -> dt.timedelta | None:
    """Return the milliseconds that are a microsecond too little, if so."""
    last = turn.by - _TICK
    return last if last and not last % _SHOWN else None


def _effect(evaluation: Evaluation, room: Room, turn: Turn) -> Value:
    """Return what is so from there on, and what that is worth."""
    said: list[Value] = []
    if turn.outcome is not room.outcome:
        said.append(_OUTCOMES[turn.outcome]())
    lines = [
        _line(evaluation, one) for one in turn.award.lines if one.quantity
    ]
    if lines:
        said.append(_EARNS(lines=Listing.of(lines)))
    owed = _OWED(worth=total_words(evaluation, turn.credit))
    change = turn.change
    if change is not None and change:
        message = _OWED_MORE if change.fraction > 0 else _OWED_LESS
        sum_ = Sum(abs(change.fraction), change.currency)
        owed = message(owed=owed, change=sum_)
    return joined([*said, owed])


def _line(evaluation: Evaluation, line: Line) -> Value:
    """Return a line of an award; a share of a sum as the money it is."""
    if line.amount is None and line.money is not None:
        return Sum(line.money, evaluation.policy.currency)
    return line_words(line)


def total_words(evaluation: Evaluation, credit: Credit) -> Value:
    """
    Return what is owed in all.

    Args:
        evaluation: What was evaluated.

        credit: What is owed.
    """
    if credit.money is None:
        return UNTOLD()
    currency = evaluation.policy.currency
    return owed_words(credit.money, credit.extensions, currency)

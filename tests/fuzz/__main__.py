"""
Fuzz targets, one after the other: ``python -m tests.fuzz --seconds 60``.

Needs the package atheris. What breaks the law is written to the folder, to
be kept in ``corpus/TARGET/`` when it is mended.
"""

import argparse
import random
import re
import subprocess
import sys

from pathlib import Path

import atheris


with atheris.instrument_imports(
    include=["slapolicy"], exclude=["slapolicy.strategies"]
):
    from tests.fuzz.targets import CORPUS, TARGETS, Target

# What instrumented code takes longer, with room for a busy machine.
SLOWER = 4
LONGEST = 4096
MEGABYTES = 1024

AWKWARD = [
    *(b"", b"0", b"-1", b"1e999", b"NaN", b"1/0", b"0.1", b"null", b"true"),
    *(b"9" * 20, b"253402300799", b"253402300800", b"-62135596800"),
    *(b"9999-12-31T23:59:59.999999Z", b"0001-01-01T00:00:00+14:00"),
    *(b"9999-12-31", b"0001-01-01", b"24:00", b"100000 years", b"PT1S"),
    *(b"[]", b"{}", b'""', b"'", b"\0", b"\xff", b"\xed\xa0\x80", b"*"),
]


def main() -> int:
    """Fuzz all targets, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument(
        "targets",
        nargs="*",
        type=_target,
        metavar="TARGET",
        help=f"all of them, or some of: {', '.join(TARGETS)}",
    )
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--folder", type=Path, default=Path("fuzzed"))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        _fuzz(given.targets[0], given.folder, given.seconds)
    return max(
        # Each in a process of its own, which ends with what it finds.
        subprocess.run(
            [
                *(sys.executable, "-m", "tests.fuzz", name, "--here"),
                *("--seconds", str(given.seconds)),
                *("--folder", str(given.folder)),
            ],
            check=False,
        ).returncode
        for name in given.targets or TARGETS
    )


def _target(name: str) -> str:
    """Return the name of a target that there is."""
    if name not in TARGETS:
        msg = f"{name!r} is no target; name some of {', '.join(TARGETS)}"
        raise argparse.ArgumentTypeError(msg)
    return name


def _fuzz(name: str, folder: Path, seconds: int) -> None:
    """Fuzz one target; this never returns."""
    target = TARGETS[name]
    corpus, found = folder / name, folder / f"{name}-found"
    for place in (corpus, found):
        place.mkdir(parents=True, exist_ok=True)
    words = set(AWKWARD)
    longest = LONGEST
    for number, seed in enumerate(_seeds(name, target)):
        (corpus / f"seed-{number}").write_bytes(seed)
        longest = max(longest, 2 * len(seed))
        words.update(re.findall(rb"[\w.:+-]+", seed))
    mutator = _Mutator(sorted(words))
    atheris.Setup(
        [
            *("fuzz", str(corpus), f"-artifact_prefix={found}/"),
            *(f"-max_total_time={seconds}", f"-max_len={longest}"),
            *(f"-rss_limit_mb={MEGABYTES}", "-timeout=60"),
            *("-print_final_stats=1", "-verbosity=0"),
        ],
        lambda content: target.hold_soon(content, SLOWER),
        custom_mutator=mutator,
    )
    atheris.Fuzz()


def _seeds(name: str, target: Target) -> list[bytes]:
    """Return what usually comes, and what once broke the law."""
    kept = sorted((CORPUS / name).glob("*"))
    return [*target.seeds(), *(one.read_bytes() for one in kept)]


class _Mutator:
    """Changes words as often as bytes, so that more of it still reads."""

    def __init__(self, words: list[bytes]) -> None:
        self._words = words

    def __call__(self, content: bytes, size: int, seed: int) -> bytes:
        """Return an input like another."""
        chance = random.Random(seed)
        if chance.random() < 1 / 2:
            return bytes(atheris.Mutate(content, size))
        parts = re.split(rb"([\w.:+-]+)", content)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(parts))
            match chance.randrange(4):
                case 0:
                    parts[at : at + chance.randint(1, 9)] = []
                case 1:
                    parts[at:at] = parts[at : at + chance.randint(1, 9)]
                case 2:
                    other = chance.randrange(len(parts))
                    parts[at], parts[other] = parts[other], parts[at]
                case _:
                    parts[at | 1 : (at | 1) + 1] = [chance.choice(self._words)]
            parts = parts or [b""]
        return b"".join(parts)[:size]


if __name__ == "__main__":
    sys.exit(main())

"""The README says what is so."""

import re

from pathlib import Path

from slapolicy import catalogue, evaluate, parse_record


README = Path(__file__).parent.parent / "README.md"


def test_the_italian_explanation_is_the_librarys_own() -> None:
    """Each sentence that the README quotes stands in the explanation."""
    policy = catalogue.load("clamehost")
    text = catalogue.example("clamehost")
    assert text is not None
    said = evaluate(policy, parse_record(text, policy)).explain("it")
    (quoted,) = re.findall(
        r"^> (Questo.*)$", README.read_text("utf-8"), re.MULTILINE
    )
    for part in quoted.split(" […] "):
        assert part in said


def test_the_catalogue_is_as_large_as_it_says() -> None:
    """Over eighty published agreements."""
    assert len(catalogue.ids()) > 80

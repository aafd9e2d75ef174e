"""JSON, strictly, with places."""

import pytest

from slapolicy.documents.positions import Tree
from slapolicy.documents.texts import read_text
from slapolicy.errors import DocumentError, messages


CURE = "; check the commas, the brackets and the quotes"


def read(text: str) -> dict[str, Tree]:
    """Return what a text says."""
    return read_text(text, format="json").tree


def faults(text: str) -> list[str]:
    """Return what is wrong with a text, a line for each."""
    with pytest.raises(DocumentError) as caught:
        read_text(text, format="json", name="p")
    return messages(caught.value)


class TestScalars:
    """What a scalar says."""

    @pytest.mark.parametrize(
        "number", ["0.950", "5", "-0", "1E+05", "1e-7", "9" * 10_000]
    )
    def test_keep_the_figures_of_a_number(self, number: str) -> None:
        """No figure goes through a float, nor through an integer."""
        assert {"a": number} == read(f'{{"a": {number}}}')

    @pytest.mark.parametrize(
        ("word", "expected"),
        [("true", "true"), ("false", "false"), ("null", None)],
    )
    def test_are_words(self, word: str, expected: str | None) -> None:
        """Booleans are text, null is null."""
        assert {"a": expected} == read(f'{{"a": {word}}}')

    def test_may_be_escaped(self) -> None:
        """Escapes and pairs of halves are read as JSON has them."""
        assert {"è": '\n"/😀'} == read(
            '{"\\u00e8": "\\n\\"\\/\\ud83d\\ude00"}'
        )


class TestContainers:
    """Objects and arrays."""

    def test_may_be_empty_or_not(self) -> None:
        """White space stands anywhere between their parts."""
        text = ' { "a" : [ ] ,\r\n\t"b":[1,[{ }],{"c":null}]} \n'

        assert {"a": [], "b": ["1", [{}], {"c": None}]} == read(text)

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ('{"a": 1,}', "1:9: not JSON: expected a key in double quotes, found '}'"),
            ('{"a": [1,]}', "1:10: a[1]: not JSON: expected a value, found ']'"),
            ('{"a": [,1]}', "1:8: a[0]: not JSON: expected a value, found ','"),
            ('{"a": 1\n "b": 2}', "2:2: not JSON: expected \",\" or \"}\", found '\"b\"'"),
            ('{"a": [1 2]}', "1:10: a[1]: not JSON: expected \",\" or \"]\", found '2'"),
            ('{"a": [1}', "1:9: a[1]: not JSON: expected \",\" or \"]\", found '}'"),
            ('{"a" 1}', "1:6: a: not JSON: expected \":\", found '1'"),
            ("{a: 1}", "1:2: not JSON: expected a key in double quotes, found 'a'"),
            ("{'a': 1}", "1:2: not JSON: expected a key in double quotes, found \"'a'\""),
            ("// a\n{}", "1:1: not JSON: expected a value, found '//'"),
            ('{"a": 1} {}', "1:10: not JSON: expected the end, found '{'"),
            ("{", "1:2: not JSON: expected a key in double quotes, found the end"),
            ('{"a": [', "1:8: a[0]: not JSON: expected a value, found the end"),
        ],
    )  # fmt: skip  # a row a line
    def test_are_explained(self, text: str, fault: str) -> None:
        """What was expected is named, and what stands there."""
        assert [f"p:{fault}{CURE}"] == faults(text)

    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            ("NaN", "1:7: a: not JSON: expected a value, found 'NaN'"),
            ("-Infinity", "1:7: a: not JSON: expected a value, found '-Infinity'"),
            ("01", "1:8: not JSON: expected \",\" or \"}\", found '1'"),
            (".5", "1:7: a: not JSON: expected a value, found '.5'"),
            ("True", "1:7: a: not JSON: expected a value, found 'True'"),
            ('"b', "1:7: a: not JSON: a text without its closing quote; close it"),
            ('"\n"', "1:8: a: not JSON: a line break or tab within a text; write \\n or \\t"),
            ('"C:\\d"', "1:10: a: not JSON: an escape that JSON does not have; write a backslash twice"),
        ],
    )  # fmt: skip  # a row a line
    def test_refuse_other_scalars(self, value: str, fault: str) -> None:
        """Nothing is read that other readers refuse."""
        cure = CURE if "expected" in fault else ""

        assert [f"p:{fault}{cure}"] == faults(f'{{"a": {value}}}')

    def test_shorten_what_they_found(self) -> None:
        """A fault is one line, however long what stands there."""
        (fault,) = faults('{"a": ' + "x" * 1000)

        assert fault.endswith(f"found '{'x' * 40}'{CURE}")

    def test_name_keys_given_twice(self) -> None:
        """All of them, each with its path."""
        assert [
            "p:1:9: a: the key is given twice, first in line 1; keep one",
            "p:2:18: b[0].c: the key is given twice, first in line 2; keep one",
        ] == faults('{"a":1, "a":2,\n "b": [{"c": {}, "c": {}}]}')

    def test_are_not_endless(self) -> None:
        """A hundred levels are read, no more."""
        deep = '{"a":' + "[" * 100 + "]" * 100 + "}"

        assert ["a"] == list(read(deep.replace("[]", "")) or ())
        assert [
            "p:1:106: nested deeper than 100 levels; flatten it"
        ] == faults(deep.replace("[]", "[[]]"))

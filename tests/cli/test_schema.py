"""``slapolicy schema``: the JSON Schema of documents."""

import json

import pytest

from tests.commands import Slapolicy


class TestSchema:
    """The JSON Schema of documents."""

    @pytest.mark.parametrize("document", ["policy", "record"])
    def test_is_printed(self, document: str, slapolicy: Slapolicy) -> None:
        """To be kept beside what is edited."""
        schema = json.loads(slapolicy("schema", document).out)
        assert f"slapolicy {document}" == schema["title"]

    def test_of_nothing_else(self, slapolicy: Slapolicy) -> None:
        """The choices are told."""
        done = slapolicy("schema", "invoice")
        assert 2 == done.status
        assert "policy" in done.faults[-1]

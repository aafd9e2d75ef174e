"""What the packages hold, and what they say of themselves."""

import re
import tarfile
import tomllib
import zipfile

from email import message_from_string
from email.message import Message
from pathlib import Path

import pytest


CHECKOUT = Path(__file__).parents[2]
STEM = "slapolicy-0.1.0"
PROJECT = tomllib.loads(
    (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
)["project"]
TOP = {
    ".ci",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "PKG-INFO",
    "README.md",
    "SECURITY.md",
    "changelog.d",
    "conftest.py",
    "docs",
    "hatch_build.py",
    "noxfile.py",
    "pyproject.toml",
    "src",
    "tests",
}

# Where somebody's checkout or environment lies, and where one registry does.
OF_A_MACHINE = re.compile(
    rb"/(?:home|root|Users|work|tmp/w)/|file:/{3}|https?://[^\s\"']*/simple/"
)


@pytest.fixture(scope="module", name="sources")
def _sources(sdist: Path) -> dict[str, bytes]:
    """Return the files of the sdist, by their path in it."""
    with tarfile.open(sdist) as archive:
        return {
            one.name.removeprefix(f"{STEM}/"): opened.read()
            for one in archive
            if (opened := archive.extractfile(one)) is not None
        }


@pytest.fixture(scope="module", name="installed")
def _installed(wheel: Path) -> dict[str, bytes]:
    """Return the files of the wheel, by their path in it."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module", name="metadata")
def _metadata(installed: dict[str, bytes]) -> Message:
    """Return what the wheel says of itself."""
    return message_from_string(
        installed[f"{STEM}.dist-info/METADATA"].decode("utf-8")
    )


class TestSdist:
    """The source distribution."""

    def test_holds_what_the_checkout_holds(
        self, sources: dict[str, bytes]
    ) -> None:
        """Whoever has it can test it and build its documentation."""
        kept = {
            path.relative_to(CHECKOUT).as_posix()
            for folder in ("docs", "src", "tests")
            for path in (CHECKOUT / folder).rglob("*")
            if path.suffix in {".md", ".po", ".py", ".yaml"}
            and not path.is_relative_to(CHECKOUT / "docs/_build")
        }

        assert set() == kept - set(sources)

    def test_holds_nothing_else(self, sources: dict[str, bytes]) -> None:
        """No environment, cache, build or lock lies beside it."""
        assert TOP == {name.partition("/")[0] for name in sources}

    def test_names_no_machine(self, sources: dict[str, bytes]) -> None:
        """Neither somebody's folders nor somebody's registry."""
        found = {
            name: match.group()
            for name, content in sources.items()
            if (match := OF_A_MACHINE.search(content))
        }

        assert {} == found


class TestWheel:
    """The wheel."""

    def test_holds_every_module(
        self, sources: dict[str, bytes], installed: dict[str, bytes]
    ) -> None:
        """The package is as it stands, catalogues compiled."""
        expected = {
            re.sub(r"\.po$", ".mo", name.removeprefix("src/"))
            for name in sources
            if name.startswith("src/")
        }

        found = {name for name in installed if ".dist-info/" not in name}
        assert expected == found

    def test_is_typed(self, installed: dict[str, bytes]) -> None:
        """Type checkers read it."""
        assert b"" == installed["slapolicy/py.typed"]

    def test_has_its_license(self, installed: dict[str, bytes]) -> None:
        """The text lies where the metadata says."""
        text = (CHECKOUT / "LICENSE").read_bytes()

        assert text == installed[f"{STEM}.dist-info/licenses/LICENSE"]

    def test_names_no_machine(self, installed: dict[str, bytes]) -> None:
        """Neither somebody's folders nor somebody's registry."""
        found = {
            name: match.group()
            for name, content in installed.items()
            if (match := OF_A_MACHINE.search(content))
        }

        assert {} == found


class TestMetadata:
    """What a registry shows."""

    def test_says_what_the_project_says(self, metadata: Message) -> None:
        """Name, version, summary, license and Python."""
        said = {
            "Name": "slapolicy",
            "Version": "0.1.0",
            "Summary": PROJECT["description"],
            "License-Expression": "MIT",
            "License-File": "LICENSE",
            "Requires-Python": ">=3.11",
            "Description-Content-Type": "text/markdown",
        }

        assert said == {key: metadata[key] for key in said}

    def test_core_is_small(self, metadata: Message) -> None:
        """It needs four packages, each with a lower bound and no upper."""
        core = [
            need
            for need in metadata.get_all("Requires-Dist", [])
            if "extra ==" not in need
        ]

        assert ["attrs", "cattrs", "pendulum", "pyyaml"] == sorted(
            need.partition(">=")[0] for need in core
        )
        assert not [need for need in core if "<" in need or "==" in need]

    def test_classifies_every_python(self, metadata: Message) -> None:
        """The versions that are tested, and that it is typed."""
        found = metadata.get_all("Classifier", [])

        assert "Typing :: Typed" in found
        assert ["3.11", "3.12", "3.13"] == [
            one.rpartition(" ")[2]
            for one in found
            if re.search(r"Python :: 3\.\d+$", one)
        ]

    def test_is_described_by_the_readme(self, metadata: Message) -> None:
        """Its first line is the project's name."""
        readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")

        assert readme.strip() == str(metadata.get_payload()).strip()

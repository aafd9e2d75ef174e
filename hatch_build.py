"""Compiles the message catalogues when a wheel is built."""

import importlib.util
import tempfile

from pathlib import Path
from types import ModuleType

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Puts a ``.mo`` into the wheel for each ``.po`` of the package."""

    def initialize(
        self, version: str, build_data: dict[str, dict[str, str]]
    ) -> None:
        """
        Compile the catalogues, away from the sources.

        Args:
            version: What is built; an editable package reads the ``.po``.

            build_data: Where files are added to the wheel.
        """
        if version == "editable":
            return
        self.away = tempfile.TemporaryDirectory()
        source = Path(self.root, "src")
        explain = source / "slapolicy" / "explain"
        compiler = _loaded(explain / "_msgfmt.py")
        for po in sorted(explain.glob("locale/*/LC_MESSAGES/*.po")):
            mo = po.relative_to(source).with_suffix(".mo")
            built = Path(self.away.name, mo)
            built.parent.mkdir(parents=True, exist_ok=True)
            content = compiler.compile_po(po.read_text("utf-8"), str(po))
            built.write_bytes(content)
            build_data["force_include"][str(built)] = mo.as_posix()

    def finalize(
        self, version: str, build_data: dict[str, object], artifact_path: str
    ) -> None:
        """
        Remove what has been built in between.

        Args:
            version: What was built.

            build_data: Not read.

            artifact_path: Not read.
        """
        del build_data, artifact_path
        if version != "editable":
            self.away.cleanup()


def _loaded(path: Path) -> ModuleType:
    """Return a module of the package, which is not installed yet."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

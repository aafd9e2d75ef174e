"""
How hard the property tests try.

`dev` is what everyone runs; `--hypothesis-profile=ci` draws more examples,
the same ones every time, and `ci-few` as few as `dev`, but always the same.
`soak` draws others each time, and so many that it runs for hours; the
environment's SLAPOLICY_SOAK says how many a law, if not 100 000. `mutants`
draws few, and looks for no smaller ones: that a test fails is enough.
"""

import contextlib
import importlib
import os
import pkgutil

from hypothesis import Phase, settings

import slapolicy


# No deadline: how fast a shared machine is says nothing about a law.
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile(
    "ci", max_examples=500, derandomize=True, deadline=None
)
settings.register_profile(
    "ci-few", max_examples=50, derandomize=True, deadline=None
)
settings.register_profile(
    "soak",
    max_examples=int(os.environ.get("SLAPOLICY_SOAK", "100000")),
    deadline=None,
)
settings.register_profile(
    "mutants",
    max_examples=10,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("dev")

# Hypothesis also draws the constants of what is imported. All of it is, or
# what a law is tried with would depend on the tests that ran before it.
for _module in pkgutil.walk_packages(slapolicy.__path__, "slapolicy."):
    if not _module.name.endswith("__main__"):
        with contextlib.suppress(ModuleNotFoundError):
            # Of an extra that is not installed.
            importlib.import_module(_module.name)

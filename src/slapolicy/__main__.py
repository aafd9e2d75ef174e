"""``python -m slapolicy``."""

import sys

from slapolicy.cli import main


if __name__ == "__main__":
    sys.exit(main())

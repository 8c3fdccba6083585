"""The reader beside other parsers on the labelled messages: ``python -m tests.clinical.compare``.

quantulum3 reads quantities; the patterns of presidio and of scrubadub find identifiers. They come with the extra
``compare``, which neither the bot nor its tests need.
"""

from __future__ import annotations

import logging
from importlib.metadata import version

from tests.clinical.compare_identifiers import compare_identifiers
from tests.clinical.compare_quantities import compare_quantities

_COMPARED = ("quantulum3", "presidio-analyzer", "scrubadub")


def main() -> None:
    """Print both tables and the versions."""
    logging.disable()  # presidio tells at length of languages it was not asked for
    print("\n".join([*compare_quantities(), "", *compare_identifiers(), ""]))
    print(", ".join(f"{name} {version(name)}" for name in _COMPARED))


if __name__ == "__main__":
    main()

"""What runs inside an extractor's own environment: pages as JSON on standard input, their renderings as JSON on standard output.

It needs nothing of the project. In come ``{"package": …, "options": {…}, "pages": {name: HTML}}``; out go
``{"texts": {name: text}, "versions": {package: version}}``.
"""

import json
import logging
import sys
import warnings
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

TOLD = {"trafilatura": ("trafilatura", "lxml", "jusText"), "resiliparse": ("resiliparse",)}
"""By package, the packages whose versions bear on what it leaves."""


def extractor(package: str, options: dict[str, Any]) -> Callable[[str], str]:
    """The package's function, with these options."""
    if package == "trafilatura":
        from trafilatura import extract

        return lambda html: extract(html, **options) or ""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html: extract_plain_text(html, **options)


def main() -> None:
    """Render every page. What the libraries have to say about their own age is theirs to mend."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    asked = json.loads(sys.stdin.buffer.read().decode())
    render = extractor(asked["package"], asked["options"])
    texts = {name: render(html) for name, html in asked["pages"].items()}
    versions = {name: version(name) for name in TOLD[asked["package"]]}
    sys.stdout.buffer.write(json.dumps({"texts": texts, "versions": versions}).encode())


if __name__ == "__main__":
    main()

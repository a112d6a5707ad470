"""The README of the renderings: a row for each version, as its environment tells it."""

from collections.abc import Mapping

from tests.rendered.versions import RENDERINGS

_HEAD = """# Renderings by older versions of extractors

Written by `python -m tests.render_older`; change nothing here by hand. Each folder holds what one version of an extractor leaves of
the pages in `tests/blogger/authored/`, byte for byte, and beside each text the gold of it: the comments of the page whose words the
extractor left. All pages are invented. Where versions of lxml and jusText are named, they bear on the output.

| folder | extractor | version | option | with |
|---|---|---|---|---|
"""


def readme(versions: Mapping[str, Mapping[str, str]]) -> str:
    """The whole file, from the versions of the packages in each environment, by folder."""
    rows = []
    for rendering in RENDERINGS:
        found = dict(versions[rendering.folder])
        own = found.pop(rendering.package)
        option = "{}={}".format(*rendering.option)
        others = ", ".join(f"{name} {version}" for name, version in found.items())
        rows.append(f"| `{rendering.folder}/` | {rendering.package} | {own} | `{option}` | {others} |\n")
    return _HEAD + "".join(rows)

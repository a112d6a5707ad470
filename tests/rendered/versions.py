"""The older versions of extractors whose renderings are kept, and what of a page's truth survives in each: a version is a row."""

from dataclasses import dataclass, replace
from pathlib import Path

from tests.blogger.truth import Keeps, TruePage

RENDERED = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Rendering:
    """One version of an extractor with an option, and the folder of its renderings."""

    folder: str
    package: str
    requirements: tuple[str, ...]
    """What its environment is made of, the package itself first; what bears on its output exactly."""
    option: tuple[str, bool]
    """What it is told beside the page."""
    nested: Keeps
    unnested: Keeps

    @property
    def path(self) -> Path:
        return RENDERED / self.folder

    def keeps(self, page: TruePage) -> Keeps:
        return self.nested if page.is_nested else self.unnested


_PARAGRAPHS = Keeps(comments=False, authors=False, times=False, count=False, title=False, date=False)
_BARE = replace(_PARAGRAPHS, parents=False, count=True)
_ITEMS = Keeps(comments=False, authors=False, times=False)
_SAID = Keeps(comments=False, parents=False, times=False)
_ALL = Keeps(comments=False)
_FLAT = Keeps(comments=False, parents=False)


def _trafilatura(version: str, *others: str) -> Rendering:
    return Rendering(
        f"trafilatura-{version}",
        "trafilatura",
        (f"trafilatura=={version}", "justext==3.0.2", *others),
        ("include_comments", True),
        _PARAGRAPHS,
        _BARE,
    )


def _resiliparse(version: str, nested: Keeps = _ALL, unnested: Keeps = _FLAT) -> tuple[Rendering, Rendering]:
    requirements = (f"resiliparse=={version}",)
    main = Rendering(
        f"resiliparse-{version}", "resiliparse", requirements, ("main_content", True), nested, unnested
    )
    whole = Rendering(
        f"resiliparse_all-{version}", "resiliparse", requirements, ("main_content", False), _ALL, _FLAT
    )
    return main, whole


_OLD_LXML = ("lxml==5.4.0", "lxml_html_clean==0.4.4")

RENDERINGS: tuple[Rendering, ...] = (
    _trafilatura("1.2.0", *_OLD_LXML, "urllib3<2"),
    _trafilatura("1.6.0", *_OLD_LXML),
    _trafilatura("2.0.0", *_OLD_LXML),
    _trafilatura("2.1.0", "lxml==6.1.3", "lxml_html_clean==0.4.6"),
    *_resiliparse("0.14.9", _ITEMS, _SAID),
    *_resiliparse("0.15.2"),
    *_resiliparse("1.0.9"),
)
"""In the order of the README."""

"""The pages of a contribution, one after another, each against those before it and the corpus."""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.page import Page
from flows.problems import Severity
from flows.records import PageRecords, Row
from flows.sidecars.reading import Sidecar
from flows.validation.corpus import Corpus, already_there
from flows.validation.files import Item
from flows.validation.findings import Finding, Reported
from flows.validation.pages import check_page_file, records_at
from flows.validation.sidecars import described, sidecar_beside
from flows.validation.sketches import Sketches, sketch_of


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page as it is remembered: its file, to be read again where a look at it is worth it."""

    item: Item
    sha256: str


class Company:
    """The pages that have been checked, as far as later files are held against them; memory is some kilobytes a page.

    ``characters`` gives their lengths by id, ``rows`` the rows of ``documents`` of those that have a sidecar, by file, and
    ``alike`` for some ids those of pages that may show the same post.
    """

    def __init__(self, corpus: Corpus | None, most: int) -> None:
        self._corpus, self._most = corpus, most
        self._by_digest: dict[str, str] = {}
        self._seen: dict[str, _Seen] = {}
        self._sketches: Sketches | None = None
        self.characters: dict[str, int] = {}
        self.rows: dict[str, Row] = {}
        self.alike: dict[str, set[str]] = {}
        self._in_shards: dict[str, str] = {}

    def check(self, item: Item) -> Reported:
        """What came of one page."""
        checked = check_page_file(item, self._most)
        page, records = checked.page, checked.records
        if page is None or records is None:
            return checked.report
        sidecar = sidecar_beside(item)
        if sidecar is not None:
            self.rows[str(item.path)] = {**records.document, "body": None}
        findings = [
            *checked.report.findings,
            *self._against_others(item, page, described(records, sidecar), sidecar),
        ]
        self.characters[page.document_id] = len(page.text)
        return checked.report._replace(findings=tuple(findings))

    def take(self, item: Item, page: Page, number: int) -> Iterator[Finding]:
        """Hold a page of a shard against the others by its id and its bytes; it is compared with none for what it says."""
        shown = f"record {number} of {item.shown}"
        yield from self._known_already(page, shown, "only that")
        self._in_shards.setdefault(page.document_id, shown)
        self.characters.setdefault(page.document_id, len(page.text))

    def knows(self, document_id: str) -> bool | None:
        """Whether a page of the contribution or the corpus has this id; None where no corpus was named that may have it."""
        if document_id in self._seen or document_id in self._in_shards:
            return True
        return None if self._corpus is None else document_id in self._corpus.posts

    def _against_others(
        self, item: Item, page: Page, records: PageRecords, sidecar: Sidecar | None
    ) -> Iterator[Finding]:
        is_new = page.document_id not in self._seen
        yield from self._known_already(page, item.shown, "neither")
        if is_new:
            self._seen[page.document_id] = _Seen(item, page.sha256)
            yield from self._captured(page, records, sidecar)

    def _known_already(self, page: Page, shown: str, reads: str) -> Iterator[Finding]:
        """Whether another page or the corpus has its id or its bytes; ``reads`` says which of two with one id a build reads."""
        first = self._seen.get(page.document_id)
        other = self._in_shards.get(page.document_id) if first is None else first.item.shown
        same_bytes = self._by_digest.setdefault(page.sha256, shown)
        if other is not None:
            message = f"the document id {page.document_id!r} is also that of {other}: a build reads {reads}"
            yield Finding(Severity.ERROR, "duplicate_document_id", message, "rename one of them")
        elif same_bytes != shown:
            message = f"the same bytes as {same_bytes}"
            yield Finding(Severity.WARNING, "same_bytes", message, "send the page once")
        if self._corpus is not None:
            yield from already_there(self._corpus, page)

    def _captured(self, page: Page, records: PageRecords, sidecar: Sidecar | None) -> Iterator[Finding]:
        """Other captures of the post among the pages before this one and in the corpus, but for copies byte by byte."""
        if self._sketches is None:
            self._sketches = _sketches(self._corpus)
        same_as = None if sidecar is None else sidecar.same_as
        likely = self._sketches.take(page.document_id, sketch_of(records, same_as))
        others = [
            name for name in likely if name != page.document_id and not self._has_bytes(name, page.sha256)
        ]
        for name in others:
            self.alike.setdefault(page.document_id, set()).add(name)
            self.alike.setdefault(name, set()).add(page.document_id)
        if others and not self._is_there(page):
            yield from self._look(page, records, same_as, others)

    def _has_bytes(self, name: str, sha256: str) -> bool:
        if name in self._seen:
            return self._seen[name].sha256 == sha256
        return self._corpus is not None and self._corpus.by_sha256.get(sha256) == name

    def _is_there(self, page: Page) -> bool:
        """Whether the corpus has this very page: what it is a capture of was told when it came."""
        return self._corpus is not None and self._corpus.by_sha256.get(page.sha256) == page.document_id

    def _look(
        self, page: Page, records: PageRecords, same_as: str | None, others: list[str]
    ) -> Iterator[Finding]:
        # Tables are loaded only where pages look alike.
        from flows.validation.captured import Known, captured_again, tables_to_compare

        said = {} if same_as is None else {page.document_id: self._capture_of(same_as)}
        pages, known = [records], {}
        for name in others:
            if name in self._seen:
                item = self._seen[name].item
                sidecar, found = sidecar_beside(item), records_at(item)
                if found is not None:
                    pages.append(described(found, sidecar))
                    known[name] = Known(item.shown)
                    if sidecar is not None and sidecar.same_as is not None:
                        said[name] = self._capture_of(sidecar.same_as)
        tables = [tables_to_compare(pages)]
        in_corpus = [name for name in others if name not in self._seen]
        if self._corpus is not None and in_corpus:
            from flows.validation.corpus_posts import rows_of

            tables.append(rows_of(self._corpus, in_corpus))
            known |= {
                name: Known(f"{post} of the corpus", post)
                for name in in_corpus
                for post in [self._corpus.posts[name]]
            }
        yield from captured_again(page.document_id, tables, said, known)

    def _capture_of(self, document_id: str) -> str:
        """The capture that a document of the corpus shows, where the contribution has no page of this id."""
        if self._corpus is None or document_id in self._seen:
            return document_id
        return self._corpus.published.get(document_id, document_id)


def _sketches(corpus: Corpus | None) -> Sketches:
    sketches = Sketches()
    if corpus is not None:
        from flows.validation.corpus_posts import sketches_in

        for name, sketch in sketches_in(corpus):
            sketches.take(name, sketch)
    return sketches

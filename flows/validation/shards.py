"""A shard that somebody contributes: each of its records, checked as the page that it is."""

from collections import Counter
from collections.abc import Iterable, Iterator

from flows.errors import UsageError
from flows.pipeline import page_records
from flows.problems import Problem, Severity
from flows.releases.dataset import read_dataset
from flows.shards.reading import pages_in
from flows.shards.slices import Slice
from flows.shards.taken import USUAL, Taken
from flows.sidecars.record_values import described
from flows.sources.kinds import Kind, named
from flows.validation.company import Company
from flows.validation.files import Item, root_of
from flows.validation.findings import Finding, Reported, Unlisted, reported
from flows.validation.pages import as_finding, findings_in, source_of
from flows.want_of_memory import pass_on_want_of_memory


def holds_pages(item: Item) -> bool:
    """Whether a Parquet file is a shard of pages, by its columns; what cannot be read is taken for rows, and told as such."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from schemas import TABLES

    try:
        names = pq.read_schema(item.path).names
    except (pa.ArrowException, ValueError, OSError) as error:
        pass_on_want_of_memory(error)
        return False
    # Every table has such a column, and a shard none unless dataset.toml says so.
    keys = {column for table in TABLES for column in table.key if column.endswith("_id")}
    columns, of_rows = _taken(item).columns, keys.intersection(names)
    return of_rows.issubset(columns) and (not of_rows or columns.text in names)


def check_shard_file(item: Item, others: Company, most: int) -> Reported:
    """Check the pages of a shard one after another, each against those before it; at most ``most`` findings of a rule are listed.

    No more than a page is held, and what ``others`` keep of it.
    """
    listed = _Listed(most)
    pages = comments = 0
    for found in pages_in(Slice(source_of(item), item.size, taken=_taken(item))):
        if isinstance(found, Problem):
            listed.add(as_finding(found))
            continue
        records = page_records(found.page)
        pages, comments = pages + 1, comments + len(records.comments)
        findings, unlisted = findings_in(found.page, records, most)
        said = described(records.document, found.url, found.date)[1]
        own = [*findings, *others.take(item, found.page, found.number), *map(as_finding, said)]
        for finding in own:
            listed.add(_placed(finding, item, found.number))
        listed.count(unlisted)
    says = f"shard, {_counted(pages, 'page')}, {_counted(comments, 'comment')}" if pages else ""
    return reported(item.shown, says, listed.findings, most, listed.rest)


class _Listed:
    """Findings, at most so many of a rule, and how many more there were."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: Counter[tuple[Severity, str, str | None]] = Counter()
        self._rest: Counter[tuple[Severity, str, str | None]] = Counter()
        self.findings: list[Finding] = []

    def add(self, finding: Finding) -> None:
        rule = (finding.severity, finding.code, finding.column)
        self._seen[rule] += 1
        if self._seen[rule] <= self._most:
            self.findings.append(finding)
        else:
            self._rest[rule] += 1

    def count(self, unlisted: Iterable[Unlisted]) -> None:
        for more in unlisted:
            self._rest[more[:3]] += more.rest

    @property
    def rest(self) -> Iterator[Unlisted]:
        return (Unlisted(*rule, count) for rule, count in self._rest.items())


def _placed(finding: Finding, item: Item, number: int) -> Finding:
    """A finding of a page with the record's place for its own; the line within the page is said in words."""
    within = "" if finding.line is None else f", line {finding.line} of its text"
    is_line = named(item.name).kind is Kind.JSON_LINES
    message = f"record {number}{within}: {finding.message}"
    return finding._replace(message=message, line=number if is_line else None, character=None)


def _taken(item: Item) -> Taken:
    """What is taken of shards as ``dataset.toml`` says it; where it is wrong, that is told of the file itself."""
    try:
        return read_dataset([root_of(item)]).shards
    except UsageError:
        return USUAL


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

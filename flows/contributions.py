"""The check of contributions as a Prefect flow: what ``validate`` does, with what was found beside the run."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.problems import Severity
from flows.validation.checking import Wishes, check, items_to_check
from flows.validation.findings import Finding, Reported

MOST_FINDINGS = 500
"""Findings that the artifact lists; it says how many there are."""


@task(
    name="check contributions",
    task_run_name="check contributions",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def check_contributions(paths: Sequence[Path], wishes: Wishes) -> list[Reported]:
    """What came of each file at these paths. Raises UsageError where there is nothing to check."""
    return list(check(items_to_check(paths), wishes))


@flow(
    name="validate-contributions",
    description="Check contributed pages and rows, and tell what is wrong with them and what to do.",
    persist_result=False,
)
async def validate_contributions(
    paths: list[Path], against: Path | None = None, strict: bool = False
) -> State[None]:
    """Check the files at these paths, where a release is named against what it holds.

    The run fails where a file cannot be taken in, and with ``strict`` where there is a warning as well; the artifact
    ``contributions`` has every finding with its file, line and remedy.

    Args:
        paths: Files (.txt, .csv, .parquet) or folders of them. Absolute paths, on the machine where the run takes place.
        against: The folder of a release, such as output/latest, that pages and keys are held against. An absolute path.
        strict: Fail for warnings too.
    """
    reports = check_contributions(paths, Wishes(datetime.now(UTC).date(), against=against))
    await _report(reports)
    errors, warnings = (
        sum(report.count(severity) for report in reports) for severity in (Severity.ERROR, Severity.WARNING)
    )
    said = f"{len(reports)} files, {errors} errors, {warnings} warnings"
    return Failed(message=said) if errors or (strict and warnings) else Completed(message=said)


async def _report(reports: Sequence[Reported]) -> None:
    found = [_row(report, finding) for report in reports for finding in report.findings]
    await acreate_table_artifact(
        found[:MOST_FINDINGS]
        or [{"where": "", "severity": "", "code": "", "found": "nothing", "remedy": ""}],
        key="contributions",
        description=f"{len(reports)} files; {len(found)} findings, of which the first {min(len(found), MOST_FINDINGS)} are shown",
    )


def _row(report: Reported, finding: Finding) -> dict[str, str]:
    return {
        "where": report.file if finding.line is None else f"{report.file}:{finding.line}",
        "severity": finding.severity.value,
        "code": finding.code,
        "found": finding.message,
        "remedy": finding.remedy,
    }

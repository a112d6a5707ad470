"""The schedule of builds: a cron expression and a time zone."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect.server.schemas.schedules import CronSchedule

from flows.errors import UsageError


def next_run(cron: str, timezone: str) -> datetime:
    """When the schedule starts a build next, in its time zone. Raises UsageError where it never does."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"--timezone {timezone!r}: not a time zone: give its name in the IANA list, such as Europe/London or UTC"
        ) from error
    try:
        (date,) = asyncio.run(CronSchedule(cron=cron, timezone=timezone).get_dates(1))
    except ValueError as error:
        raise UsageError(
            f"--cron {cron!r}: not a cron expression, or one whose day never comes: give minute, hour, day of the month, "
            "month and day of the week, such as '0 3 * * *' for three o'clock every night"
        ) from error
    return date

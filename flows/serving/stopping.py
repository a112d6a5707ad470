"""Waiting that a stop cuts short."""

import asyncio


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait this long, or until the stop."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass

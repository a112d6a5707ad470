"""Reading portions in processes of this machine.

A worker imports what reading needs and no more, gets portions, which say where text is, and hands back where the packs are.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from flows.errors import PortionLostError
from flows.packing import Packed, pack_portion
from flows.pipeline import Portion

MOST_DEATHS = 2
"""Times that a portion may see its worker end before it is taken for the cause."""
MOST_GIVEN_UP = 3
"""Portions that are taken for the cause before the machine is: then no worker lives, whatever it reads."""


def read_in_processes(
    folder: Path,
    portions: Sequence[Portion],
    workers: int,
    told: Callable[[int, Packed], object],
    lost: Callable[[int], object] = lambda _: None,
) -> list[Packed]:
    """What each portion gave, in their order.

    ``told`` hears of each as it is done, by its place, and ``lost`` of each whose worker ended. A worker that is killed takes the
    others with it: all begin anew with what is left, what was under way one by one. A portion that ends its worker again, or for
    which there is not enough memory, is left out and the rest is read; then raises PortionLostError. Raises OSError where the folder
    cannot be written.
    """
    done: dict[int, Packed] = {}
    deaths: dict[int, int] = dict.fromkeys(range(len(portions)), 0)
    given_up: list[int] = []
    errors: dict[int, PortionLostError] = {}
    while left := [place for place in deaths if place not in {*done, *given_up, *errors}]:
        suspects = [place for place in left if deaths[place]]
        # Those that may be the cause are read one by one, so that the end of one says nothing of others.
        now, at_once = (suspects, 1) if suspects else (left, workers)
        for place in _read(folder, portions, now, at_once, done, errors, told):
            deaths[place] += 1
            lost(place)
            if deaths[place] == MOST_DEATHS:
                given_up.append(place)
        if len(given_up) == MOST_GIVEN_UP:
            break
    if given_up:
        raise _ended([portions[place] for place in given_up])
    if errors:
        raise errors[min(errors)]
    return [done[place] for place in range(len(portions))]


def _read(
    folder: Path,
    portions: Sequence[Portion],
    places: Sequence[int],
    at_once: int,
    done: dict[int, Packed],
    errors: dict[int, PortionLostError],
    told: Callable[[int, Packed], object],
) -> list[int]:
    """Read these portions into ``done`` and ``errors``; which of them were under way when a worker ended, if one did."""
    broken_off: set[int] = set()
    with ProcessPoolExecutor(at_once, mp_context=multiprocessing.get_context("spawn")) as pool:
        futures = {pool.submit(pack_portion, folder, portions[place]): place for place in places}
        try:
            for future in as_completed(futures):
                place = futures[future]
                try:
                    done[place] = future.result()
                except BrokenProcessPool:
                    broken_off.add(place)
                except PortionLostError as error:
                    errors[place] = error
                else:
                    told(place, done[place])
        except BaseException:
            pool.shutdown(cancel_futures=True)  # else all that is left would be read before the error is told
            raise
    # The pool hands portions out in their order: those that were under way are the first of those that broke off.
    return sorted(broken_off)[:at_once]


def _ended(portions: Sequence[Portion]) -> PortionLostError:
    names = "; ".join(portion.name for portion in portions)
    return PortionLostError(
        f"{names}: each time that this was read, the worker ended without a word (killed, perhaps for want of memory). No release is "
        "made, and what was read is kept: run again with fewer workers or more memory, or take this out"
    )

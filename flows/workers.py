"""Reading portions in processes of this machine.

A worker imports what reading needs and no more, gets portions, which say where text is, and hands back where the packs are.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from flows.errors import WorkerError
from flows.packing import Packed, pack_portion
from flows.pipeline import Portion

MOST_DEATHS = 2
"""Times that a portion may see its worker end before it is taken for the cause."""


def read_in_processes(
    folder: Path, portions: Sequence[Portion], workers: int, told: Callable[[Packed], object]
) -> list[Packed]:
    """What each portion gave, in their order; ``told`` hears of each as it is done.

    A worker that is killed takes the others with it: all begin anew with what is left, what was under way one by one. Raises
    WorkerError where a portion ends its worker again, and OSError where the folder cannot be written.
    """
    done: dict[int, Packed] = {}
    deaths: dict[int, int] = dict.fromkeys(range(len(portions)), 0)
    while len(done) < len(portions):
        left = [place for place in deaths if place not in done]
        suspects = [place for place in left if deaths[place]]
        # One that may be the cause is alone, so that its end says nothing of others.
        now, at_once = (suspects[:1], 1) if suspects else (left, workers)
        under_way: set[int] = set()
        with ProcessPoolExecutor(at_once, mp_context=multiprocessing.get_context("spawn")) as pool:
            futures = {pool.submit(pack_portion, folder, portions[place]): place for place in now}
            for future in as_completed(futures):
                place = futures[future]
                try:
                    done[place] = future.result()
                except BrokenProcessPool:
                    under_way.add(place)
                else:
                    told(done[place])
        # The pool hands portions out in their order: those that were under way are the first of those that broke off.
        for place in sorted(under_way)[: at_once + 1]:
            deaths[place] += 1
            if deaths[place] == MOST_DEATHS:
                raise _ended(portions[place])
    return [done[place] for place in range(len(portions))]


def _ended(portion: Portion) -> WorkerError:
    return WorkerError(
        f"{portion.name}: the worker that read this ended {MOST_DEATHS} times without a word (killed, perhaps for want of memory). No "
        "release is made, and what was read is kept: run again with fewer workers or more memory, or take this out"
    )

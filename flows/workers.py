"""Reading portions in processes of this machine.

A worker imports what reading needs and no more, gets portions, which say where text is, and hands back where the packs are.
"""

import multiprocessing
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from flows.cache.pack import STAGING
from flows.errors import PortionLostError
from flows.last_words import last_words, say_to
from flows.packing import Packed, pack_portion
from flows.pipeline import Portion
from flows.want_of_memory import is_want_of_memory

MOST_DEATHS = 2
"""Times that a portion may see its worker end before it is taken for the cause."""
LOOK_SECONDS = 5.0
"""How often it is looked whether the pool is still there."""
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
    said: list[str | None] = []
    errors: dict[int, PortionLostError] = {}
    while left := [place for place in deaths if place not in {*done, *given_up, *errors}]:
        suspects = [place for place in left if deaths[place]]
        # Those that may be the cause are read one by one, so that the end of one says nothing of others.
        now, at_once = (suspects, 1) if suspects else (left, workers)
        for place in _read(folder, portions, now, at_once, done, errors, said, told):
            deaths[place] += 1
            lost(place)
            if deaths[place] == MOST_DEATHS:
                given_up.append(place)
        if len(given_up) == MOST_GIVEN_UP:
            break
    if given_up:
        raise _ended([portions[place] for place in given_up], said[-1])
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
    said: list[str | None],
    told: Callable[[int, Packed], object],
) -> list[int]:
    """Read these portions into ``done`` and ``errors``, and workers' last words into ``said``; which of them were under way when a worker ended, if one did.

    Raises MemoryError where there is none for the pool's own threads.
    """
    broken_off: set[int] = set()
    with _pool(at_once, folder) as pool:
        futures = {pool.submit(pack_portion, folder, portions[place]): place for place in places}
        for future in _completed(futures, pool):
            place = futures[future]
            try:
                done[place] = future.result()
            except BrokenProcessPool:
                broken_off.add(place)
            except PortionLostError as error:
                errors[place] = error
            else:
                told(place, done[place])
        if broken_off:
            said.append(last_words(pool.errors))
    # The pool hands portions out in their order: those that were under way are the first of those that broke off.
    return sorted(broken_off)[:at_once]


class _Pool(ProcessPoolExecutor):
    """A pool of workers; ``ended`` has the errors by which threads of this process ended meanwhile, its own among them.

    ``errors`` is the file to which the workers write what they would write to the terminal.
    """

    ended: list[BaseException | None]
    errors: Path


@contextmanager
def _pool(workers: int, folder: Path) -> Iterator[_Pool]:
    """A pool that is gone when the block is left, whatever happened to the threads that it rests on."""
    before = {child.pid for child in multiprocessing.active_children()}
    hook, ended = threading.excepthook, list[BaseException | None]()
    threading.excepthook = lambda found: ended.append(found.exc_value)
    with tempfile.NamedTemporaryFile(prefix=STAGING, dir=folder) as errors:
        spawn = multiprocessing.get_context("spawn")
        pool = _Pool(workers, mp_context=spawn, initializer=say_to, initargs=(Path(errors.name),))
        pool.ended, pool.errors = ended, Path(errors.name)
        try:
            yield pool
        except BaseException as error:
            if not is_want_of_memory(error):
                pool.shutdown(
                    cancel_futures=True
                )  # else all that is left would be read before the error is told
                raise
            # Without its threads the pool would never end, and nor would its workers.
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                if child.pid not in before:
                    child.kill()
                    child.join()
            raise
        else:
            pool.shutdown()
        finally:
            threading.excepthook = hook


def _completed(futures: Collection[Future[Packed]], pool: _Pool) -> Iterator[Future[Packed]]:
    """The futures as they are done. Without its threads a pool would say nothing, for ever."""
    left = set(futures)
    while left:
        done, left = wait(left, LOOK_SECONDS, FIRST_COMPLETED)
        for error in pool.ended if not done else ():
            if is_want_of_memory(error):
                raise MemoryError from error
        yield from done


def _ended(portions: Sequence[Portion], said: str | None) -> PortionLostError:
    how = f"with the words {said!r}" if said else "without a word"
    names = "; ".join(portion.name for portion in portions)
    return PortionLostError(
        f"{names}: each time that this was read, the worker ended {how} (killed, perhaps for want of memory). No release is "
        "made, and what was read is kept: run again with fewer workers or more memory, or take this out"
    )

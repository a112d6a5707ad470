"""The command line. Heavy imports (prefect, pandas) happen inside the command that needs them."""

import os
import sys


def main() -> None:
    """Run the command; what a person can mend is said in one line, never as a trace, and an interruption is silent."""
    spare_memory()
    try:
        _interruptible()
    except SystemExit as ended:
        _leave(ended.code)
        raise


def _interruptible() -> None:
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(130)
    except RuntimeError as error:
        # What Python 3.11 makes of an interruption while a class is being defined.
        if isinstance(error.__cause__, KeyboardInterrupt):
            sys.exit(130)
        raise


def spare_memory() -> None:
    """Have Arrow give back what it does not need any more, unless the environment names another pool. Before Arrow is loaded."""
    # Of its pools the one that it takes by itself keeps the most: 697 MB where this one has 531 (100 MB of pages).
    if sys.platform == "linux":
        os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "jemalloc")


def _leave(status: object) -> None:
    """End at once where Prefect would still wait for a server that is lost."""
    from flows.lost_server import is_lost

    if is_lost() and isinstance(status, int):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _run() -> None:
    # Imports take most of the first half second, in which people interrupt what they mistyped.
    from flows.cli.app import app
    from flows.errors import InvariantError, ProbationCorpusError
    from flows.want_of_memory import is_want_of_memory

    try:
        app(prog_name="probation-corpus")
    except ProbationCorpusError as error:
        print(f"probation-corpus: {error}", file=sys.stderr)
        sys.exit(1 if isinstance(error, InvariantError) else 2)
    except (MemoryError, OSError, RuntimeError, ImportError) as error:
        if not is_want_of_memory(error):
            raise
        print(
            "probation-corpus: there is not enough memory: give more, or ask for less at a time",
            file=sys.stderr,
        )
        sys.exit(2)

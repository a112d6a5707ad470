"""The command line. Heavy imports (prefect, pandas) happen inside the command that needs them."""

import sys


def main() -> None:
    """Run the command; what a person can mend is said in one line, never as a trace."""
    from flows.cli.app import app
    from flows.errors import InvariantError, ProbationCorpusError

    try:
        app(prog_name="probation-corpus")
    except ProbationCorpusError as error:
        print(f"probation-corpus: {error}", file=sys.stderr)
        sys.exit(1 if isinstance(error, InvariantError) else 2)
    except MemoryError:
        print(
            "probation-corpus: there is not enough memory: give more, or ask for less at a time",
            file=sys.stderr,
        )
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)

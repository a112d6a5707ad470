"""The command line without a process of its own, for what needs none: starting one takes longer than most commands.

Whatever is about a process (signals, terminals, pipes, what is imported, rights and limits, a Prefect server) runs the
command by its name: the fixture ``probation_corpus``.
"""

import sys
import tempfile
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from flows.cli import main


def called(*words: object, cwd: Path | None = None) -> CompletedProcess[str]:
    """What the command says and how it ends, as where neither stream is a terminal."""
    command = ["probation-corpus", *map(str, words)]
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as out,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as err,
    ):
        patch.setattr(sys, "argv", command)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.setattr(sys, "excepthook", sys.excepthook)
        if cwd is not None:
            patch.chdir(cwd)
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        for stream in (out, err):
            stream.seek(0)
        return CompletedProcess(command, status, out.read(), err.read())

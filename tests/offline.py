"""Others' programs, run as people run them: in a process of its own, which ends at once where it reaches for the network.

Their caches go to a folder of the test; what they warn of is theirs, and is no error here.
"""

import os
import subprocess
import sys
from pathlib import Path

REACHED_OUT = 97
"""The exit status of a process that would have gone to the network."""
_SITECUSTOMIZE = f"""\
import os, sys

LOOPBACK = {{None, "", "localhost", "127.0.0.1", "::1"}}
ADDRESS = {{"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0}}

def refuse(event, arguments):
    if event in ADDRESS:
        address = arguments[ADDRESS[event]]
        host = address[0] if isinstance(address, tuple) else address
        is_file = event == "socket.connect" and isinstance(address, (str, bytes))
        if not is_file and host not in LOOPBACK:
            os.write(2, f"{{event}}: {{host}}\\n".encode())
            os._exit({REACHED_OUT})

sys.addaudithook(refuse)
"""
_SETTINGS = {
    "HF_HUB_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def run_offline(*words: object, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment's ``bin`` in a folder; ``home`` takes what it keeps."""
    (home / "site").mkdir(parents=True, exist_ok=True)
    (home / "site" / "sitecustomize.py").write_text(_SITECUSTOMIZE, encoding="utf-8")
    caches = {
        "HOME": home,
        "XDG_CACHE_HOME": home / "cache",
        "HF_HOME": home / "hf",
        "CROISSANT_CACHE": home / "croissant",
    }
    environment = {
        **os.environ,
        **_SETTINGS,
        **{name: str(path) for name, path in caches.items()},
        "PYTHONPATH": str(home / "site"),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "200",
    }
    program, *rest = map(str, words)
    command = [str(Path(sys.executable).with_name(program)), *rest]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=600
    )


def run_python_offline(code: str, *words: object, cwd: Path, home: Path) -> str:
    """Run Python code so; what it prints. It must end well."""
    done = run_offline(Path(sys.executable).name, "-c", code, *words, cwd=cwd, home=home)
    assert done.returncode == 0, done.stderr
    return done.stdout

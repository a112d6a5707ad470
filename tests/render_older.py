"""Write the renderings that older versions of the extractors make of the authored pages, and the gold of each.

    python -m tests.render_older               environments in a temporary folder
    python -m tests.render_older --keep DIR    environments in DIR, where they stay and are used again

For each row of ``tests/rendered/versions.py`` this makes an environment with that one version, installs it with pip, shows it
every page of ``tests/blogger/authored`` and writes ``tests/rendered/<extractor>-<version>/<page>.txt`` byte for byte, ``.json``
beside it, and ``tests/rendered/README.md``. Where nothing was changed, the same bytes are written again.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.blogger.authored.pages import PAGES, source_of
from tests.rendered.gold import dumped, gold_of
from tests.rendered.readme import readme
from tests.rendered.versions import RENDERED, RENDERINGS, Rendering

WORKER = RENDERED / "worker.py"


def main(arguments: Sequence[str]) -> None:
    """Make the environments that are missing, render, write; say what was done."""
    parser = argparse.ArgumentParser(prog="python -m tests.render_older")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the environments are, and stay")
    keep: Path | None = parser.parse_args(arguments).keep
    with tempfile.TemporaryDirectory() as temporary:
        environments = keep or Path(temporary)
        pages = {name: source_of(page) for name, page in PAGES.items()}
        versions = {row.folder: _write(row, environments, pages) for row in RENDERINGS}
    (RENDERED / "README.md").write_text(readme(versions), encoding="utf-8", newline="\n")


def _write(rendering: Rendering, environments: Path, pages: Mapping[str, str]) -> dict[str, str]:
    """One folder of renderings; the versions that made them."""
    answer = _rendered(_python(rendering, environments), rendering, pages)
    rendering.path.mkdir(exist_ok=True)
    for old in [*rendering.path.glob("*.txt"), *rendering.path.glob("*.json")]:
        old.unlink()
    for name, text in answer["texts"].items():
        (rendering.path / f"{name}.txt").write_bytes(text.encode())
        gold = dumped(gold_of(PAGES[name], rendering, text))
        (rendering.path / f"{name}.json").write_text(gold, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{rendering.folder}: {len(answer['texts'])} pages\n")
    versions: dict[str, str] = answer["versions"]
    return versions


def _python(rendering: Rendering, environments: Path) -> Path:
    """The interpreter of the version's own environment, which is made where it is missing or holds other things."""
    environment = environments / rendering.requirements[0].replace("==", "-")
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done, wanted = environment / "installed", "\n".join(rendering.requirements)
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *rendering.requirements], check=True)
        done.write_text(wanted, encoding="utf-8")
    return python


def _rendered(python: Path, rendering: Rendering, pages: Mapping[str, str]) -> dict[str, Any]:
    """What the worker answers. ``-I``: nothing of this project is in its way."""
    asked = {"package": rendering.package, "options": dict([rendering.option]), "pages": dict(pages)}
    done = subprocess.run(
        [str(python), "-I", str(WORKER)], input=json.dumps(asked).encode(), stdout=subprocess.PIPE, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    main(sys.argv[1:])

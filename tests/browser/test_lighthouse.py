"""What Lighthouse says of the pages that people come to, served by nginx as the sample has it, on a telephone.

It counts with a network and a processor of its own: from what it saw of the load it works out how that would have gone
on a telephone. What it saw depends on what else the machine was doing: so these tests run alone, and the best of a few
runs counts.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from ports import free_port

from tests.browser.conftest import Served
from tests.browser.test_web_servers import answers, nginx
from tests.conftest import missing

PROGRAM = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ENOUGH = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 5
SLOWDOWN = 4.0  # of a telephone's processor, against one with the index that Lighthouse takes for a usual one
USUAL = 1_000


class Run(NamedTuple):
    """What one run says: points of 100, what cost some, and how fast the processor was found."""

    points: dict[str, int]
    lost: list[str]
    index: float


@pytest.fixture(scope="module")
def address(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site behind nginx."""
    if not PROGRAM.is_file() or shutil.which("node") is None:
        missing("Lighthouse", "npm ci --prefix tests/browser --ignore-scripts; it needs node")
    for name in ("chromium", "nginx"):
        if shutil.which(name) is None:
            missing(name, f"install the package {name}")
    folder, port = tmp_path_factory.mktemp("lighthouse"), free_port()
    folder.chmod(0o755)
    with subprocess.Popen(nginx(folder, served.public, port), cwd=folder, stderr=subprocess.DEVNULL) as process:
        answers(port, process)
        yield f"http://127.0.0.1:{port}/"
        process.terminate()


def run(url: str, folder: Path, slowdown: float) -> Run:
    """Let Lighthouse look at a page."""
    report = folder / "report.json"
    command = ["node", str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--throttling.cpuSlowdownMultiplier={slowdown:.2f}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu", "--no-enable-error-reporting"]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or "", "HOME": str(folder)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert "runtimeError" not in found
    audits, categories = found["audits"], found["categories"]
    asked = [each for category in categories.values() for each in category["auditRefs"] if each["weight"]]
    lost = [f"{each['id']}: {audits[each['id']].get('displayValue', '')}" for each in asked if _is_lost(audits, each)]
    points = {name: round(100 * categories[name]["score"]) for name in CATEGORIES}
    return Run(points, lost, found["environment"]["benchmarkIndex"])


def _is_lost(audits: dict[str, dict[str, object]], asked: dict[str, str]) -> bool:
    score = audits[asked["id"]]["score"]
    return isinstance(score, int | float) and score < 1


@pytest.mark.alone
@pytest.mark.parametrize("kind", ["contents", "section", "paragraph"])
def test_lighthouse_has_nothing_to_say(served: Served, address: str, tmp_path: Path, kind: str) -> None:
    best = dict.fromkeys(CATEGORIES, 0)
    slowdown, lost = SLOWDOWN, [""]
    for _ in range(RUNS):
        try:
            found = run(f"{address}{served.pages[kind]}", tmp_path, slowdown)
        except subprocess.CalledProcessError as error:  # its browser did not come up, or not in time
            lost = [f"Lighthouse itself failed: {error.stderr.decode(errors='replace')[-300:]}"]
            continue
        best = {name: max(best[name], points) for name, points in found.points.items()}
        lost = min(lost, found.lost, key=len) if lost != [""] else found.lost
        if all(best[name] >= ENOUGH[name] for name in CATEGORIES):
            return
        slowdown = max(1.0, SLOWDOWN * min(1.0, found.index / USUAL))  # a busy machine is slow by itself
    pytest.fail(f"{best}, for want of {lost}")

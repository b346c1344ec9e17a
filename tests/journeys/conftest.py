"""The village that journeys are made in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailgate.reading.reader import ReaderPool
from tests.journeys.founding import founded, running
from tests.journeys.village import RunningVillage, Village


@pytest.fixture(scope="session")
def readers() -> Iterator[ReaderPool]:
    with ReaderPool(2) as pool:
        yield pool


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, readers: ReaderPool) -> Path:
    """A site on SQLite with the sample report and its pages, made once, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "site"
    with founded(folder, readers, database="sqlite:///mailgate.db"):
        return folder


@pytest.fixture
def village(request: pytest.FixtureRequest, tmp_path: Path, readers: ReaderPool) -> Iterator[Village]:
    """A site with the sample report, no moderator and all its parts; on SQLite, or as a parameter of the test says."""
    is_file = getattr(request, "param", "sqlite") == "sqlite"
    site = (
        {"made": request.getfixturevalue("made")}
        if is_file
        else {"database": request.getfixturevalue("postgresql_url")}
    )
    with founded(tmp_path / "site", readers, **site) as here:
        yield here


@pytest.fixture(params=["sqlite", "postgresql"])
def running_village(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningVillage]:
    """A site with the sample report, run by `mailgate run`, once on each kind of database."""
    is_file = request.param == "sqlite"
    url = "sqlite:///mailgate.db" if is_file else str(request.getfixturevalue("postgresql_url"))
    with running(tmp_path / "site", url) as made:
        yield made

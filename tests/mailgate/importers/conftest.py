"""What tests of importers share: a way to write pages down and read them, and the real reports where they are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.importers import Outline, read


@pytest.fixture
def outline(tmp_path: Path) -> Callable[..., Outline]:
    """Return what is read from pages: one as a file, several (by name) as a folder."""

    def read_pages(page: str | None = None, **pages: str) -> Outline:
        if page is not None:
            (tmp_path / "report.html").write_text(page, encoding="utf-8")
            return read(tmp_path / "report.html")
        for name, text in pages.items():
            path = tmp_path / "report" / (name.replace("__", "/") + ".html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return read(tmp_path / "report")

    return read_pages

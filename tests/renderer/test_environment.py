"""Templates are filled in by less than Jinja does, and give what it gives."""

from pathlib import Path

import pytest
from markupsafe import Markup, escape

from renderer.environment import fill, pages


class Shown:
    def __html__(self) -> str:
        return "<i>shown</i>"


@pytest.mark.parametrize(
    "value", ["plain", "", "<b>", "a & b", 'a "b"', "it's", "a > b", 7, None, Markup("<p>clean</p>"), Shown(), "Zoë"]
)
def test_a_template_escapes_every_value_as_markupsafe_does(value: object, tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page/one.html").write_text("[{{ value }}]", encoding="utf-8")
    filled = fill(pages(tmp_path), "page/one.html", {"value": value})
    assert filled == f"[{escape(value)}]"

"""How long reports take to read, and how much memory: a page of HTML of 10 MB, and a PDF of 200 pages in two columns.

    python benchmarks/importing.py [--paragraphs 7600] [--pages 200]

Both are made here, with numbers, quotes, lists and footnotes; they are read in a process of their own, as `mailgate
import` does, and the seconds are those of its CPU.
"""

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from mailgate.importers import apart

WORDS = (
    *("council", "sluice", "gauge", "bridge", "pumps", "witness", "telephone", "contract", "spring", "residents"),
    *("message", "eastern", "bank", "evidence", "river", "height", "water", "flood", "warning", "board", "plan"),
    *("mark", "opened", "reached", "remembered", "tested", "serviced", "spent", "moved", "noon"),
)


def main() -> None:
    """Print a line for each report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=7_600)
    parser.add_argument("--pages", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in (_html(folder, asked.paragraphs), _pdf(folder, asked.pages)):
            _measure(path)


def _measure(path: Path) -> None:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, time.perf_counter()
    outline = apart.read(path, lambda _done, _all: None)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    took, passed = used.ru_utime - before, time.perf_counter() - started
    print(
        f"{path.name} ({path.stat().st_size / 1e6:.1f} MB): {len(outline.units)} units, {took:.1f} s of CPU, "
        f"{passed:.1f} s, {used.ru_maxrss // 1024} MiB at most, {outline.share:.2%} of the letters"
    )


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def _html(folder: Path, paragraphs: int) -> Path:
    chance = random.Random(1)
    parts = ["<html lang=en><head><title>The flood</title></head><body><h1>The flood</h1>"]
    notes = []
    for n in range(1, paragraphs + 1):
        if n % 40 == 1:
            parts.append(f"<h2>Chapter {n // 40 + 1}</h2>")
        text = " ".join(_sentence(chance, 18) for _ in range(8))
        mark = f'<sup><a href="#n{n}" id="r{n}">{n}</a></sup>' if n % 3 == 0 else ""
        parts.append(f'<p id="p{n}"><a class="no" href="#p{n}">{n}</a> {text}{mark}</p>')
        if n % 5 == 0:
            parts.append(f"<blockquote><p>“{_sentence(chance, 40)}”</p></blockquote>")
        if mark:
            notes.append(f'<li id="n{n}"><p>{_sentence(chance, 12)} <a href="#r{n}">↩</a></p></li>')
    parts.append(f"<hr><ol>{''.join(notes)}</ol></body></html>")
    path = folder / "report.html"
    path.write_text("".join(parts), encoding="utf-8")
    return path


def _pdf(folder: Path, pages: int) -> Path:
    chance = random.Random(2)
    path = folder / "report.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    number = 0
    for page in range(1, pages + 1):
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(60, 800, "The flood at Marrow")
        canvas.drawCentredString(297, 36, str(page))
        canvas.setFont("Times-Roman", 9.5)
        for left in (60, 305):
            y = 770.0
            while y > 90:
                number += 1
                lines = [f"{number}. {_sentence(chance, 6)}", *(_sentence(chance, 7) for _ in range(5))]
                for line in lines:
                    y -= 12
                    canvas.drawString(left, y, line[:52])
                y -= 8
        canvas.showPage()
    canvas.save()
    return path


if __name__ == "__main__":
    main()

"""Writes small PDF files with tags, in the plainest way that there is."""

from dataclasses import dataclass, field
from pathlib import Path

_PIXELS = (
    "/Subtype /Type3 /FontBBox [0 0 700 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs <<>> "
    f"/Encoding <</Differences [0 {' '.join(f'/a{code}' for code in range(128))}]>> "
    f"/FirstChar 0 /LastChar 127 /Widths [{'250 ' * 33}{'500 ' * 95}]"
)
FONTS = {
    "text": "/Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding",
    "bold": "/Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding",
    "pixels": _PIXELS,  # without a name, and without a word on which letters it has
}


@dataclass
class Part:
    """A piece of a page that a tag can hold."""

    page: int
    place: int


@dataclass
class Tag:
    """A tag with what is in it; `alt`: what it says for those who cannot see it."""

    kind: str
    inside: "list[Tag | Part]"
    alt: str = ""


@dataclass
class Pages:
    """Pages with text on them; `tags` is what their maker says that they are."""

    count: int = 1
    tags: list[Tag] = field(default_factory=list)
    drawn: dict[int, list[str]] = field(default_factory=dict)
    parts: dict[int, int] = field(default_factory=dict)

    def text(
        self, x: float, y: float, *lines: str, page: int = 0, size: float = 11, font: str = "text", step: float = 14
    ) -> Part:
        """Set lines below each other; return them as a part that a tag can hold."""
        place = self.parts.get(page, 0)
        self.parts[page] = place + 1
        shown = "".join(
            f"BT /{font} {size} Tf {x} {y - at * step} Td ({_escaped(line)}) Tj ET\n" for at, line in enumerate(lines)
        )
        self.drawn.setdefault(page, []).append(f"/P <</MCID {place}>> BDC\n{shown}EMC\n")
        return Part(page, place)

    def picture(self, x: float, y: float, page: int = 0) -> Part:
        """Draw a grey square."""
        place = self.parts.get(page, 0)
        self.parts[page] = place + 1
        drawn = f"q 90 0 0 90 {x} {y} cm\nBI /W 50 /H 50 /CS /G /BPC 8 /F /AHx ID {'77' * 2500}>\nEI Q"
        self.drawn.setdefault(page, []).append(f"/Figure <</MCID {place}>> BDC\n{drawn}\nEMC\n")
        return Part(page, place)

    def printed(self, x: float, y: float, line: str, page: int = 0) -> None:
        """Set a line that is none of the text, and says so."""
        self.drawn.setdefault(page, []).append(
            f"/Artifact BMC\nBT /text 8 Tf {x} {y} Td ({_escaped(line)}) Tj ET\nEMC\n"
        )

    def frame(self, x: float, y: float, wide: float, tall: float, page: int = 0) -> None:
        """Draw the sides of a box."""
        self.drawn.setdefault(page, []).append(f"/Artifact BMC\n{x} {y} {wide} {tall} re S\nEMC\n")

    def save(self, path: Path) -> Path:
        """Write the file."""
        bodies: list[str] = []
        parents: dict[int, dict[int, int]] = {page: {} for page in range(self.count)}
        first = 5 + 2 * self.count  # catalogue, pages, fonts and the tree's root come before the tags

        def add(tag: Tag, parent: int) -> int:
            own = len(bodies)
            bodies.append("")
            kids = []
            for each in tag.inside:
                if isinstance(each, Tag):
                    kids.append(f"{add(each, own + first)} 0 R")
                else:
                    parents[each.page][each.place] = own + first
                    kids.append(f"<</Type /MCR /Pg {_page(each.page)} 0 R /MCID {each.place}>>")
            bodies[own] = f"<</Type /StructElem /S /{tag.kind} /Alt ({tag.alt}) /P {parent} 0 R /K [{' '.join(kids)}]>>"
            return own + first

        document = add(Tag("Document", [*self.tags]), 4)
        of_parts = {
            page: " ".join(f"{parents[page].get(place, document)} 0 R" for place in range(self.parts.get(page, 0)))
            for page in range(self.count)
        }
        found = " ".join(f"{page} [{tags}]" for page, tags in of_parts.items())
        kids = " ".join(f"{_page(page)} 0 R" for page in range(self.count))
        fonts = " ".join(f"/{name} <</Type /Font {font}>>" for name, font in FONTS.items())
        objects = [
            "<</Type /Catalog /Pages 2 0 R /MarkInfo <</Marked true>> /StructTreeRoot 4 0 R>>",
            f"<</Type /Pages /Count {self.count} /Kids [{kids}]>>",
            f"<</Font <<{fonts}>>>>",
            f"<</Type /StructTreeRoot /K [{document} 0 R] /ParentTree <</Nums [{found}]>>>>",
        ]
        for page in range(self.count):
            stream = "".join(self.drawn.get(page, []))
            objects.append(
                f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 3 0 R /StructParents {page} "
                f"/Contents {_page(page) + 1} 0 R>>"
            )
            objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}endstream")
        path.write_bytes(_file([*objects, *bodies]))
        return path


def _page(page: int) -> int:
    return 5 + 2 * page


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: list[str]) -> bytes:
    written = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return (
        written + f"{head}trailer <</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{len(written)}\n%%EOF\n".encode()
    )

"""The pictures of a report, taken from where its source has them and drawn anew: nothing hidden in one goes on.

A picture is named by what it holds, so that the same one is kept once and a manuscript finds it again. They are read
and written by Pillow (the extra `pictures`), in the process that reads the report.
"""

import base64
import binascii
import hashlib
import io
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes

from mailgate.importers.outline import Source
from mailgate.importers.tree import PICTURE, Element, Leaf
from store.model import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = "pictures"  # beside a manuscript
NAME = re.compile(r"[0-9a-f]{32}\.(?:png|jpg)")
MAX_OCTETS = 20 * 1024 * 1024  # of one, as it comes
MAX_PICTURES = 1_000
MAX_PIXELS = 100_000_000  # the cameras of telephones take 50 million
_TOO_LARGE = f"more than {MAX_PIXELS:,} pixels"
_LARGE = 40_000_000
_LONG = 60  # letters of a picture's name that are said
_TOLD = 10  # pictures that are left out, and named
_WIDEST = 1_600  # pixels: twice the measure of a page
_SMALLEST = 40  # pixels; what is smaller is a bullet, a line, an icon or a spy
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_QUALITY = 85
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=-]+)*,", re.IGNORECASE)

Fetch = Callable[[str], bytes | None]


class Album:
    """The pictures of one report."""

    def __init__(self, known: Iterable[Picture] = ()) -> None:
        self.pictures = {picture.name: picture for picture in known}
        self._left_out = 0
        self._unreadable: dict[str, str] = {}

    def take_in(self, body: Element, fetch: Fetch) -> list[Element]:
        """Make every image of a page one that is kept; what is none, or too small, stays as it is and is not read."""
        found = [each for each in body.walk() if each.tag == "img" and each.get("src")]
        if found and find_spec("PIL") is None:
            self._left_out += len(found)
            return []
        return [element for element in found if self._take(element, fetch)]

    def notices(self) -> list[str]:
        """Return what the operator should know: which pictures are left out, and why."""
        said = []
        if self._left_out:
            what = (
                "1 picture left out: it needs"
                if self._left_out == 1
                else f"{self._left_out} pictures left out: they need"
            )
            said.append(f"{what} the extra `pictures`")
        told = [f"{name[-_LONG:]}: picture left out: {why}" for name, why in self._unreadable.items()]
        more = len(told) - _TOLD
        return [*said, *told[:_TOLD], *([f"and {more} more pictures left out"] if more > 0 else [])]

    def _take(self, element: Element, fetch: Fetch) -> bool:
        wanted = element.get("src")
        picture = self.pictures.get(wanted.rpartition("/")[2])
        if picture is None:
            try:
                picture = self._fetched(wanted, fetch)
            except ValueError as fault:
                self._unreadable[_DATA.sub("data:", wanted[:_LONG])] = str(fault)
                return False
        if picture is None:
            return False
        self.pictures[picture.name] = picture
        alternative = " ".join((element.get("alt") or "").split())
        size = {"width": str(picture.width), "height": str(picture.height)}
        element.tag, element.children = PICTURE, []
        element.attributes = {"src": picture.name, "alt": alternative, **size}
        return True

    def _fetched(self, wanted: str, fetch: Fetch) -> Picture | None:
        """Return a picture as it is kept; None where it is too small to be one. Raises ValueError, saying why not."""
        name = wanted.rpartition("/")[2]
        raw = _data(wanted) or fetch(wanted) or fetch(f"{FOLDER}/{name}")
        if raw is None:
            raise ValueError("not in the source" if not _ELSEWHERE.match(wanted) else "stands elsewhere")
        if len(self.pictures) >= MAX_PICTURES:
            raise ValueError(f"the report has more than {MAX_PICTURES:,}")
        return _as_kept(name, raw) or drawn(raw)


def take_all(leaves: Sequence[Leaf]) -> Album:
    """Take the pictures of all pages; what stands on many pages of a site is the site's own, not the report's."""
    album = Album()
    by_page = [album.take_in(leaf.tree.body, leaf.fetch) for leaf in leaves if leaf.fetch is not None]
    counts = Counter(name for found in by_page for name in {element.get("src") for element in found})
    least = max(3, (len(leaves) + 2) // 3)
    for found in by_page:
        for element in found:
            if counts[element.get("src")] >= least:
                element.tag = "img"
    return album


def used(album: Album, htmls: Iterable[str]) -> tuple[Picture, ...]:
    """Return the pictures that are in these texts, in their order."""
    names = dict.fromkeys(name for html in htmls if "<img" in html for name in NAME.findall(html))
    return tuple(album.pictures[name] for name in names if name in album.pictures)


def beside(source: Source, at_most: int = MAX_OCTETS) -> Fetch:
    """Return what fetches a file of so many octets from beside a page, and never from outside the report's folder."""
    folder = source.path.resolve().parent
    root = folder.parents[source.name.count("/") - 1] if "/" in source.name else folder

    def fetch(wanted: str) -> bytes | None:
        path = unquote(wanted.partition("#")[0].partition("?")[0])
        if _ELSEWHERE.match(path) or "\0" in path:
            return None
        found = (root / path.lstrip("/") if path.startswith("/") else folder / path).resolve()
        if not found.is_relative_to(root) or not found.is_file() or found.stat().st_size > at_most:
            return None
        return found.read_bytes()

    return fetch


def _data(source: str) -> bytes | None:
    """Return what a data: URL holds."""
    if (match := _DATA.match(source)) is None:
        return None
    held = source[match.end() :]
    if ";base64" not in match[0].lower():
        return unquote_to_bytes(held)
    try:
        return base64.b64decode("".join(unquote(held).split()))
    except binascii.Error:
        return None


def _as_kept(name: str, raw: bytes) -> Picture | None:
    """Return a picture that was drawn by us before, as its name says, without drawing it again."""
    if not NAME.fullmatch(name) or _name(raw, name.rpartition(".")[2]) != name:
        return None
    with _opened(raw) as image:
        return Picture(name=name, data=raw, width=image.width, height=image.height)


def drawn(raw: bytes) -> Picture | None:
    """Draw a picture anew, no wider than is shown; None where it is too small to be one.

    Raises ValueError where it cannot be read, or has more pixels than we draw.
    """
    from PIL import ImageOps, PngImagePlugin  # noqa: PLC0415  the extra

    if len(raw) > MAX_OCTETS:
        raise ValueError(f"larger than {MAX_OCTETS // 1024**2} MB")
    with _opened(raw) as image:
        if min(image.size) < _SMALLEST:
            return None
        is_photo = image.format == "JPEG"
        try:
            upright = ImageOps.exif_transpose(_nearer(image))
            upright = _plain(upright, is_photo=is_photo)
            upright.thumbnail((_WIDEST, _WIDEST * 2))
        except (OSError, SyntaxError, EOFError, MemoryError, IndexError, TypeError) as fault:
            raise ValueError("damaged") from fault
    written = io.BytesIO()
    if is_photo:
        upright.save(written, "JPEG", quality=_QUALITY, optimize=True, comment="mailgate")
    else:
        about = PngImagePlugin.PngInfo()
        about.add_text("Software", "mailgate")  # by which a build knows what it made
        upright.save(written, "PNG", compress_level=6, pnginfo=about)  # the best takes five times as long, for 2 %
    data = written.getvalue()
    name = _name(data, "jpg" if is_photo else "png")
    return Picture(name=name, data=data, width=upright.width, height=upright.height)


def _nearer(image: "Image") -> "Image":
    """Return a picture nearer to the size it is kept in, where copies of it as it comes would take much memory."""
    if image.width * image.height <= _LARGE:
        return image
    image.draft(None, (_WIDEST, _WIDEST))  # a photograph need not even be unpacked as large as it was taken
    mode = "RGBA" if "transparency" in image.info else "RGB"
    whole = image.convert(mode) if image.mode == "P" else image
    factor = min(whole.size) // _WIDEST
    return whole.reduce(factor) if factor > 1 else whole


def _plain(image: "Image", *, is_photo: bool) -> "Image":
    """Return a picture in a mode that every browser knows, and without what it carries besides."""
    if is_photo:
        plain = image.convert("L" if image.mode == "L" else "RGB")
    elif image.mode in {"1", "L"}:
        plain = image.copy()
    else:
        has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
        plain = image.convert("RGBA" if has_alpha else "RGB")
    plain.info = {}
    return plain


def _opened(raw: bytes) -> "Image":
    from PIL import Image  # noqa: PLC0415  the extra

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it warns of is looked at here
            image = Image.open(io.BytesIO(raw), formats=_FORMATS)
    except Image.DecompressionBombError as fault:
        raise ValueError(_TOO_LARGE) from fault
    except (OSError, SyntaxError, ValueError, EOFError, TypeError) as fault:
        raise ValueError(f"none of {', '.join(_FORMATS)}") from fault
    if image.width * image.height > MAX_PIXELS:
        image.close()
        raise ValueError(_TOO_LARGE)
    return image


def _name(data: bytes, suffix: str) -> str:
    return f"{hashlib.sha256(data).hexdigest()[:32]}.{suffix}"

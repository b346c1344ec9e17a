"""What is written in a chart: its labels are no paragraphs, and belong together. Pure.

A chart is three shapes or more beside each other with no words on them: bars, lines, segments, samples of a legend.
While the page is put in order one word as wide as the chart stands for it; then it is a table of labels, row by row.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from mailgate.importers.assemble import CAPTION
from mailgate.importers.pdf import columns, grids
from mailgate.importers.pdf.model import Line, Page, Rule, Word, common_size
from mailgate.importers.pdf.rows import Cell, cells

_SHAPES, _MOST = 3, 600  # of one chart, and on one page
_NEAR, _NEAREST = 15.0, 3.0  # points: between the shapes of a chart, at first; and at last
_WIDE, _TALL = 60.0, 40.0  # points: a chart, at least
_THIN = 3.0  # points: a line, at most
_TOUCH = 2.0  # points
_WHOLE = 0.8  # of the width and height of a page: a background
_SMALLER = 0.97  # of the size of the text: labels
_BESIDE, _BELOW, _ABOVE = 2.0, 2.2, 1.6  # of the size of a label: how far it may stand outside
_NARROW, _FEW, _MANY = 0.6, 7, 14  # of the width of the chart, and words: a label; and more than it has
_SOME = 4  # words of a line that reaches into a chart: text
_ROUNDS = 4
_ASIDE, _UNDER = 0.4, 0.8  # as far: labels in the size of the text, which may end just above
_SIGN = 0xE000  # for private use: no letter


def take_out(pages: Sequence[Page]) -> None:
    """Put one word in the place of the labels of each chart; tags say of a chart what it is."""
    if any(page.tags for page in pages):
        return
    body = common_size(word for page in pages for word in page.words)
    signs: dict[str, str] = {}  # the same for the same labels: a mark of the house on every page is a running header
    for page in pages:
        if not _SHAPES <= len(page.shapes) <= _MOST:
            continue
        parts = [part for line in columns.rows(page.words, page.number) for part in cells(line)]
        for box in list(_charts(_joined(page), page, parts, _NEAR)):
            taken = _labels(parts, box, body)
            parts = [part for part in parts if part[0] not in taken]
            lines = columns.rows([word for word in page.words if word in taken], page.number)
            if not lines:
                continue
            page.words = [word for word in page.words if word not in taken]
            page.rules = [rule for rule in page.rules if not _touches(rule, box, 0)]
            labels = "\n".join(line.text for line in lines)
            sign = signs.setdefault(labels, chr(_SIGN + len(signs) % 0x1000) * 8)
            page.words.append(Word(sign, box.x0, box.x1, (box.y0 + box.y1) / 2, body, drawing=tuple(lines)))


def restored(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines in their order, and for each word that stands for a chart a table of its labels."""
    for line in lines:
        for sign in [word for word in line.words if word.drawing]:
            words = [word for row in sign.drawing for word in row.words]
            whole = Line(words, line.page, line.left, line.right)
            whole.rows = [[[Line(row.words, line.page, line.left, line.right)]] for row in sign.drawing]
            yield whole
        rest = [word for word in line.words if not word.drawing]
        if len(rest) == len(line.words):
            yield line
        elif rest:
            yield Line(rest, line.page, line.left, line.right)


def _charts(shapes: Sequence[Rule], page: Page, parts: Sequence[Cell], apart: float) -> Iterator[Rule]:
    """Yield the place of each chart on a page; shapes around a text are of several."""
    groups: list[list[Rule]] = []
    for shape in shapes:
        near = [group for group in groups if any(_touches(shape, other, apart) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([shape, *(other for group in near for other in group)])
    tables = grids.grids(page.rules)
    for group in groups:
        box = _around(group)
        large = box.x1 - box.x0 >= _WIDE and box.y1 - box.y0 >= _TALL
        if (
            sum(not _is_thin(shape) for shape in group) < _SHAPES
            or not large
            or any(_touches(box, each.box, 0) for each in tables)
        ):
            continue
        whole = _around([box, *_scale(_lines(page), box)])
        if not any(_is_text(part, whole) for part in parts):
            yield whole
        elif apart > _NEAREST:
            yield from _charts(group, page, parts, apart / 2)


def _joined(page: Page) -> list[Rule]:
    """Return the shapes that may be of a chart, with the lines that they stand on."""
    shapes = _empty(page)
    under = [line for line in _lines(page) if sum(_touches(line, shape, _TOUCH) for shape in shapes) > 1]
    return [*shapes, *under] if len(under) <= _MOST else shapes


def _lines(page: Page) -> list[Rule]:
    return [*page.rules, *(shape for shape in page.shapes if _is_thin(shape))]


def _scale(rules: Sequence[Rule], box: Rule) -> list[Rule]:
    """Return the lines that are drawn in a chart, and those above and below it that are as wide: of its scale."""
    inside = [rule for rule in rules if _touches(rule, box, 0)]
    wide = {(round(rule.x0), round(rule.x1)) for rule in inside if rule.is_level}
    near = [rule for rule in rules if _touches(rule, box, (box.y1 - box.y0) / 2)]
    return [*inside, *(rule for rule in near if (round(rule.x0), round(rule.x1)) in wide)]


def _empty(page: Page) -> list[Rule]:
    """Return the shapes with no words on them, nor on those beside them: these are cells of a table."""
    shapes = [
        shape
        for shape in page.shapes
        if (shape.x1 - shape.x0 < _WHOLE * page.width or shape.y1 - shape.y0 < _WHOLE * page.height)
        and not _is_thin(shape)
    ]
    middles = sorted((word.y + 0.3 * word.size, (word.x0 + word.x1) / 2) for word in page.words)
    heights = [height for height, _ in middles]

    def has_words(shape: Rule) -> bool:
        beside = middles[bisect_right(heights, shape.y0) : bisect_left(heights, shape.y1)]
        return any(shape.x0 < x < shape.x1 for _, x in beside)

    worded = set(filter(has_words, shapes))
    rows = {(round(shape.y0), round(shape.y1)) for shape in worded}
    return [shape for shape in shapes if shape not in worded and (round(shape.y0), round(shape.y1)) not in rows]


def _is_thin(shape: Rule) -> bool:
    """Whether a shape is a line that is drawn with a broad pen."""
    return min(shape.x1 - shape.x0, shape.y1 - shape.y0) < _THIN


def _touches(one: Rule, other: Rule, apart: float) -> bool:
    level = one.x0 - apart <= other.x1 and other.x0 - apart <= one.x1
    return level and one.y0 - apart <= other.y1 and other.y0 - apart <= one.y1


def _around(boxes: Sequence[Rule]) -> Rule:
    sides = list(zip(*boxes, strict=True))
    return Rule(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))


def _labels(parts: Sequence[Cell], box: Rule, body: float) -> set[Word]:
    """Return the words in a chart, and those just outside that are as short and small as labels are.

    `parts`: what stands apart in the lines of the page.
    """
    found = {word for part in parts for word in part if _is_near(word, box, 0.0)}
    captions = [part[0].y for part in parts if CAPTION.fullmatch(Line(part, 0).text)]
    for _ in range(_ROUNDS):  # below the labels of an axis stands the legend
        around = _around([box, *(Rule(word.x0, word.y, word.x1, word.y + word.size) for word in found)])
        near = [part for part in parts if part[0] not in found and _is_label(part, around, body)]
        more = [part for part in near if not _is_beyond(part[0].y, captions, box)]
        if not more:
            break
        found.update(word for part in more for word in part)
    return found


def _is_label(part: Sequence[Word], box: Rule, body: float) -> bool:
    """Whether words just outside a chart are a label: in small type, or short and nearer."""
    if part[0].size < _SMALLER * body:
        return len(part) < _MANY and all(_is_near(word, box, 1.0) for word in part)
    narrow = part[-1].x1 - part[0].x0 < _NARROW * (box.x1 - box.x0) and len(part) < _FEW
    return narrow and all(_is_near(word, box, _ASIDE, _UNDER) for word in part)


def _is_beyond(y: float, captions: Sequence[float], box: Rule) -> bool:
    """Whether something stands as far from a chart as its caption."""
    return any(y <= each < box.y0 or y >= each > box.y1 for each in captions)


def _is_near(word: Word, box: Rule, scale: float, under: float | None = None) -> bool:
    """Whether a word stands in a chart, or no further outside than labels do; `under`: the scale of what is below."""
    size = scale * word.size
    down = (scale if under is None else under) * word.size
    middle = word.y + 0.3 * word.size
    beside = box.x0 - _BESIDE * size < word.x1 and word.x0 < box.x1 + _BESIDE * size
    return beside and box.y0 - _BELOW * down < middle < box.y1 + _ABOVE * size


def _is_text(part: Cell, box: Rule) -> bool:
    """Whether words are a line of a text that goes on over the end of a chart, or is as long as none of its labels."""
    inside = sum(_is_near(word, box, 0.0) for word in part)
    return inside > 0 and len(part) >= (_MANY if inside == len(part) else _SOME)

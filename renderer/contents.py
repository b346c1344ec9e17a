"""The views of a document's contents: what is where, and how comment lies over it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise
from math import sqrt

from renderer import linked, mailto, named, urls
from renderer.compose import Plan, first_words, heading, place, section_path, telling
from renderer.moderated import duration
from renderer.site import Site
from renderer.tree import Leaf, homes
from renderer.views import ContentsPage, DocumentHead, Drawing, Entry, Group, Most, Time
from store.model import Paragraph, ParagraphId, Section, SectionId

BAR = 60  # the longest bar beside a line
HEIGHT = 48  # the highest one of the drawing
_COLUMNS = 240  # of the drawing: of a longer report, each stands for several paragraphs
_NARROWEST = 60  # columns: of a short report they stand apart, for a few wide ones look like many comments
_MOST = 3  # paragraphs named under it
_LONGEST_WITHIN = 60  # characters, of the sections that say which one it is
_OVERVIEW = 40  # headings


def contents_page(
    site: Site,
    document: DocumentHead,
    plan: Plan,
    paragraphs: Sequence[Paragraph],
    counts: Mapping[ParagraphId, int],
    *,
    since: Time,
    wait: int | None = None,
    archive: str,
    gone: Sequence[Paragraph] = (),
) -> ContentsPage:
    """Return the contents of a document published at `since`: every section, also one without paragraphs of its own.

    `gone`: the paragraphs that only earlier editions had. Those with comments are named, or nothing would lead there.
    """
    numbers = [counts.get(paragraph.id, 0) for paragraph in paragraphs]
    left = [paragraph for paragraph in gone if counts.get(paragraph.id)]
    left_numbers = [counts[paragraph.id] for paragraph in left]
    entries = _entries(document.slug, paragraphs, numbers)
    groups = tuple(_groups(document.slug, plan, _by_section(paragraphs, entries)))
    return ContentsPage(
        site=site,
        place=place(site, document.path),
        document=document,
        overview=_overview(groups),
        groups=groups,
        drawing=_drawing(numbers, _most(document, plan, paragraphs, numbers)) if any(numbers) else None,
        paragraphs=len(paragraphs),
        comments=sum(numbers) + sum(left_numbers),
        left=tuple(_entries(document.slug, left, left_numbers)),
        example=urls.comment_address(site, document.slug, paragraphs[0].key) if paragraphs else "",
        archive=archive,
        start=_start(document.slug, plan.leaves),
        linked=linked.report(site, document, since.iso),
        wait=duration(wait),
        moderation=urls.moderation(document.slug),
        follow_link=mailto.to_follow(urls.follow_address(site, document.slug)),
    )


def _start(slug: str, leaves: Sequence[Leaf]) -> str:
    """Where reading begins; a document without headings has only its full text."""
    if not leaves:
        return urls.whole(slug)
    return urls.reading(slug, leaves[0].section)


def _entries(slug: str, paragraphs: Sequence[Paragraph], numbers: Sequence[int]) -> list[Entry]:
    most = max(numbers, default=0)
    return [
        Entry(
            label=paragraph.label,
            anchor=urls.paragraph_anchor(paragraph.key),
            path=urls.paragraph(slug, paragraph.key),
            words=first_words(paragraph),
            shown=number,
            bar=length(number, most),
        )
        for paragraph, number in zip(paragraphs, numbers, strict=True)
    ]


def _by_section(paragraphs: Sequence[Paragraph], entries: Sequence[Entry]) -> dict[SectionId | None, list[Entry]]:
    found: dict[SectionId | None, list[Entry]] = {}
    for paragraph, entry in zip(paragraphs, entries, strict=True):
        found.setdefault(paragraph.section_id, []).append(entry)
    return found


def _groups(slug: str, plan: Plan, entries: Mapping[SectionId | None, list[Entry]]) -> Iterator[Group]:
    totals = _totals(plan.sections, entries)
    most = max(totals.values(), default=0)
    depths: dict[SectionId | None, int] = {None: 0}
    home = homes(plan.leaves)
    if first := entries.get(None):
        yield Group("", "", urls.reading(slug, None), 1, tuple(first), 0, 0)
    for section in plan.sections:
        depth = depths[section.id] = depths.get(section.parent_id, 0) + 1
        total = totals[section.id]
        yield Group(
            heading=heading(section),
            anchor=urls.section_anchor(section),
            path=section_path(slug, section, home[section.id]),
            depth=depth,
            entries=tuple(entries.get(section.id, ())),
            shown=total,
            bar=length(total, most),
        )


def _totals(sections: Sequence[Section], entries: Mapping[SectionId | None, list[Entry]]) -> dict[SectionId, int]:
    """How many comments each section has with all that is below it; a parent stands before its children."""
    totals = {section.id: sum(entry.shown for entry in entries.get(section.id, ())) for section in sections}
    for section in reversed(sections):
        if section.parent_id is not None:
            totals[section.parent_id] += totals[section.id]
    return totals


def _overview(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The headed groups down to the depth at which they are still few; none where there is nothing to choose."""
    headed = [group for group in groups if group.heading]
    for depth in sorted({group.depth for group in headed}, reverse=True):
        few = tuple(group for group in headed if group.depth <= depth)
        if len(few) <= _OVERVIEW or depth == 1:
            return few if len(few) > 1 else ()
    return ()


def _most(
    document: DocumentHead, plan: Plan, paragraphs: Sequence[Paragraph], numbers: Sequence[int]
) -> Iterator[Most]:
    commented = (pair for pair in zip(paragraphs, numbers, strict=True) if pair[1])
    for paragraph, number in nlargest(_MOST, commented, key=lambda pair: pair[1]):
        within = telling(document, paragraph, plan.crumbs[paragraph.section_id])
        yield Most(
            label=paragraph.label,
            path=urls.paragraph(document.slug, paragraph.key),
            within=named.in_room((link.title for link in within), _LONGEST_WITHIN),
            shown=number,
        )


def _drawing(numbers: Sequence[int], most_of: Iterator[Most]) -> Drawing:
    columns = min(len(numbers), _COLUMNS)
    edges = [column * len(numbers) // columns for column in range(columns + 1)]
    sums = [sum(numbers[start:end]) for start, end in pairwise(edges)]
    most = max(sums)
    width = max(columns, _NARROWEST) * 4
    bars = "".join(
        f"M{column * width // columns} {HEIGHT}v-{length(number, most, HEIGHT)}h3V{HEIGHT}z"
        for column, number in enumerate(sums)
        if number
    )
    return Drawing(path=bars, width=width, most=tuple(most_of))


def length(number: int, most: int, longest: int = BAR) -> int:
    """Return how long a bar is. It grows with the root of the number: one paragraph that all write about leaves the
    others to be seen, and is still seen to be it. The numbers themselves stand beside the bars.
    """
    return max(2, int(longest * sqrt(number / most))) if number else 0

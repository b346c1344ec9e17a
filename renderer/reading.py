"""The views of pages to read: sections, and the full text. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from renderer import notes, urls
from renderer.compose import Plan, heading, place, report_markup
from renderer.site import Site
from renderer.site_views import ElsewherePage
from renderer.tree import Leaf
from renderer.views import DocumentHead, Link, ReadingPage, Stretch, Unit
from store.model import Paragraph, ParagraphId, Section, SectionId

_AROUND = 6  # pages named before and after the one that is read
_WHOLE = "Full text"


class Reader:
    """The pages to read of one document, made out of its paragraphs: those at least that are on the page asked for."""

    def __init__(
        self,
        site: Site,
        document: DocumentHead,
        plan: Plan,
        paragraphs: Sequence[Paragraph],
        counts: Mapping[ParagraphId, int],
    ) -> None:
        self._site = site
        self._document = document
        self._sections, self._leaves, self._crumbs = plan
        self._counts = counts
        self._links = [self._link(leaf) for leaf in self._leaves]
        self._by_section: dict[SectionId | None, list[Paragraph]] = {}
        for paragraph in paragraphs:
            self._by_section.setdefault(paragraph.section_id, []).append(paragraph)

    def page(self, number: int) -> ReadingPage:
        """Return the page of one leaf."""
        leaf, links = self._leaves[number], self._links
        path = links[number].path
        around = range(max(0, number - _AROUND), min(len(links), number + _AROUND + 1))
        return ReadingPage(
            site=self._site,
            place=place(self._site, path),
            document=self._document,
            title=links[number].title,
            sections=self._crumbs[leaf.section.id][:-1] if leaf.section is not None else (),
            stretches=tuple(self._stretches(path, leaf.sections or (None,), own=leaf.section)),
            nearby=tuple(links[place_] for place_ in around),
            below=tuple(self._below(leaf)),
            previous=links[number - 1] if number > 0 else None,
            next=links[number + 1] if number + 1 < len(links) else None,
            feed=urls.feed(path if leaf.section is not None else self._document.path),
            is_whole=False,
        )

    def whole(self) -> ReadingPage:
        """Return the full text: of the report alone, so that no comment makes it anew."""
        path = urls.whole(self._document.slug)
        stretches = [*self._stretches(path, [None]), *self._stretches(path, self._sections)]
        return ReadingPage(
            site=self._site,
            place=place(self._site, urls.whole(self._document.slug)),
            document=self._document,
            title=_WHOLE,
            sections=(),
            stretches=tuple(stretches),
            nearby=(),
            below=(),
            previous=None,
            next=None,
            feed=urls.feed(self._document.path),
            is_whole=True,
        )

    def elsewhere(self, gone: Sequence[Section]) -> Iterator[ElsewherePage]:
        """Yield what stands at the address of each section that has no page; `gone`: the sections of old editions."""
        own = {leaf.section.id for leaf in self._leaves if leaf.section is not None}
        for section in (*self._sections, *gone):
            if section.id not in own:
                trail = self._crumbs.get(section.id)
                yield ElsewherePage(
                    site=self._site,
                    place=place(self._site, urls.reading(self._document.slug, section)),
                    document=self._document,
                    title=heading(section),
                    target=trail[-1] if trail else None,
                )

    def _link(self, leaf: Leaf) -> Link:
        if leaf.section is None:
            return Link(title=self._document.title, path=urls.reading(self._document.slug, None))
        return self._crumbs[leaf.section.id][-1]

    def _below(self, leaf: Leaf) -> Iterator[Link]:
        """The sections directly in this one that are read on pages of their own."""
        if leaf.section is None or len(leaf.sections) > 1:
            return
        for section in self._sections:
            if section.parent_id == leaf.section.id:
                yield self._crumbs[section.id][-1]

    def _stretches(
        self, path: str, sections: Sequence[Section | None], own: Section | None = None
    ) -> Iterator[Stretch]:
        """The paragraphs of these sections; the heading of `own` is that of the page."""
        start = len(self._crumbs[own.id]) if own is not None else 0
        for section in sections:
            here = self._by_section.get(None if section is None else section.id, ())
            units = tuple(self._unit(path, paragraph) for paragraph in here)
            if section is None or section is own:
                yield Stretch(heading="", anchor="", depth=1, units=units)
            else:
                depth = len(self._crumbs[section.id]) - start
                yield Stretch(heading(section), urls.section_anchor(section), depth, units)

    def _unit(self, path: str, paragraph: Paragraph) -> Unit:
        html, footnotes = notes.tied(paragraph)
        return Unit(
            label=paragraph.label,
            anchor=urls.paragraph_anchor(paragraph.key),
            path=urls.paragraph(self._document.slug, paragraph.key),
            kind=paragraph.kind.value,
            html=report_markup(html, self._document.slug, path),
            footnotes=footnotes,
            are_long=notes.are_long(paragraph),
            shown=self._counts.get(paragraph.id, 0),
        )

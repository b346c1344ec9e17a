"""The views of comments, in the places where they stand. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from types import MappingProxyType

from markupsafe import Markup

from renderer import linked, mailto, urls
from renderer.compose import DESCRIPTION, first_words, markup, moment, place, rfc3339, stands_in, telling
from renderer.discussion import Discussion, threads
from renderer.excerpt import legal
from renderer.site import Site
from renderer.views import CommentPage, CommentsPage, CommentView, DocumentHead, Link
from store.model import CommentId, Html, Paragraph, PublishedComment, State

_NOTHING_EARLIER: Mapping[CommentId, str] = MappingProxyType({})

_STUBS = {State.WITHDRAWN: "This comment was withdrawn by its author."}
_REMOVED = "This comment was removed."
_HIDDEN = "This comment was reported, and a moderator is looking at it."


def comments(
    site: Site,
    document: DocumentHead,
    key: str,
    published: Iterable[PublishedComment],
    discussion: Discussion,
    *,
    earlier: Mapping[CommentId, str] = _NOTHING_EARLIER,
) -> dict[str, CommentView]:
    """Return comments on one paragraph, which have passed the gate, by public id.

    `earlier`: for those made on an earlier wording, the difference between that and the present one as HTML.
    """
    views: dict[str, CommentView] = {}
    zone = site.zone
    for comment in published:
        page = urls.comments(document.slug, key, discussion.page_of(comment.public_id))
        view = _comment(site, document, page, comment, zone)
        if comment.id in earlier and not view.stub:
            view = view._replace(earlier=Markup(legal(earlier[comment.id])))  # noqa: S704  renderer.difference escapes
        views[comment.public_id] = view
    return views


def _comment(site: Site, document: DocumentHead, page: str, comment: PublishedComment, zone: tzinfo) -> CommentView:
    public_id, answered = comment.public_id, comment.answers or ""
    stub = _HIDDEN if comment.is_hidden else _STUBS.get(comment.state, _REMOVED) if comment.is_stub else ""
    return CommentView(
        public_id=public_id,
        anchor=urls.comment_anchor(public_id),
        path=urls.comment(public_id),
        in_place=urls.comment_in_place(page, public_id),
        is_official=comment.is_official,
        name="" if stub else legal(comment.name),
        html=markup(Html("" if stub else comment.html)),
        stub=stub,
        corrected=None if comment.corrected_at is None else moment(comment.corrected_at, zone),
        received=moment(comment.received_at, zone),
        approved=rfc3339(comment.approved_at),
        report=mailto.to_report(urls.report_address(site, public_id), public_id),
        answer=mailto.to_answer(urls.reply_address(site, public_id), public_id) if document.is_open else "",
        answered=answered,
        answered_path=urls.comment(answered) if answered else "",
        earlier=Markup(),
    )


def comments_page(
    site: Site,
    document: DocumentHead,
    paragraph: Paragraph,
    discussion: Discussion,
    *,
    sections: tuple[Link, ...],
    views: Mapping[str, CommentView],
    number: int,
) -> CommentsPage:
    """Return a page of a paragraph's comments after the first; `views` has those on it.

    One that is full and has another after it changes only with what stands on it.
    """

    def other(page: int) -> Link:
        return Link(title=str(page), path=urls.comments(document.slug, paragraph.key, page))

    within = telling(document, paragraph, sections)
    return CommentsPage(
        site=site,
        place=place(site, urls.comments(document.slug, paragraph.key, number)),
        document=document,
        words=first_words(paragraph, DESCRIPTION),
        paragraph=Link(title=paragraph.label, path=urls.paragraph(document.slug, paragraph.key)),
        within=within,
        stands_in=stands_in(document, within),
        number=number,
        threads=threads(discussion.page(number), views),
        previous=other(number - 1),
        next=other(number + 1) if number + 1 in discussion.pages else None,
    )


def comment_pages(
    site: Site,
    document: DocumentHead,
    paragraph: Paragraph,
    views: Iterable[CommentView],
    *,
    sections: tuple[Link, ...],
) -> Iterator[CommentPage]:
    """Yield the page of each of these comments on one paragraph."""
    words = first_words(paragraph, DESCRIPTION)
    link = Link(title=paragraph.label, path=urls.paragraph(document.slug, paragraph.key))
    within = telling(document, paragraph, sections)
    whole = stands_in(document, within)
    for view in views:
        where = place(site, view.path)
        yield CommentPage(
            site=site,
            place=where,
            document=document,
            words=words,
            paragraph=link,
            within=within,
            stands_in=whole,
            comment=view,
            linked=linked.comment(site, view, link.path),
        )

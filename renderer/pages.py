"""Views become bytes: HTML pages. Pure, given an environment."""

from renderer.environment import PageEnvironment, fill
from renderer.site_views import (
    ElsewherePage,
    FrontPage,
    LegalPage,
    ModerationPage,
    NotFoundPage,
    RemovedPage,
    SearchPage,
)
from renderer.views import (
    CommentPage,
    CommentsPage,
    ContentsPage,
    ParagraphPage,
    ReadingPage,
)

Page = (
    ParagraphPage
    | CommentsPage
    | CommentPage
    | ContentsPage
    | ReadingPage
    | ElsewherePage
    | ModerationPage
    | FrontPage
    | SearchPage
    | LegalPage
    | NotFoundPage
    | RemovedPage
)

TEMPLATES: dict[type[Page], str] = {
    ParagraphPage: "page/paragraph.html",
    CommentsPage: "page/comments.html",
    CommentPage: "page/comment.html",
    ContentsPage: "page/contents.html",
    ReadingPage: "page/reading.html",
    ElsewherePage: "page/elsewhere.html",
    FrontPage: "page/front.html",
    SearchPage: "page/search.html",
    LegalPage: "page/legal.html",
    NotFoundPage: "page/404.html",
    RemovedPage: "page/removed.html",
    ModerationPage: "page/moderation.html",
}


def render(environment: PageEnvironment, page: Page) -> bytes:
    """Return the HTML of a page, UTF-8: its words in the language of its document, where they can be."""
    document = getattr(page, "document", None)
    speaking = environment.speaking(page.site.words if document is None else document.words)
    return fill(speaking, TEMPLATES[type(page)], {"page": page}).encode()

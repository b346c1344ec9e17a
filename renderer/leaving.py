"""Which files of a document are there no longer for anything: where it was removed, and where its next edition came."""

from renderer import compressed, files, urls
from renderer.compose import Plan
from store.model import Document


def folder(document: Document) -> str:
    """Return the folder below public/ in which they are."""
    return urls.document(document.slug) if document.removed_at is not None else urls.sections(document.slug)


def left(public: str, document: Document, plan: Plan) -> list[str]:
    """Return the files to take away.

    Of a document that was removed, every one of ours but the page that says so. After an edition, the page before the
    first heading where nothing stands there now: the addresses of sections keep a page and a feed for ever.
    """
    found = [path for path in files.walk_below(public, folder(document).rstrip("/")) if _is_ours(path)]
    if document.removed_at is not None:
        kept = {urls.file(urls.document(document.slug))}
        return [path for path in found if compressed.of(path) not in kept]
    if plan.leaves and plan.leaves[0].is_opening:
        return []
    opening = urls.file(urls.reading(document.slug, None))
    return [path for path in found if compressed.of(path) == opening]


def _is_ours(path: str) -> bool:
    return urls.is_ours(compressed.of(path))

"""What pages say of themselves to machines: schema.org in JSON-LD. Pure.

Of a comment there is its author's name, its date, and on its own page its words: nothing that the page does not show.
"""

import html
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from json.encoder import encode_basestring

from markupsafe import Markup

from renderer import urls
from renderer.site import Site
from renderer.views import CommentView, DocumentHead

_SCHEMA = "https://schema.org"
_INLINE = re.compile(r"</?(?:em|strong)>")
_TAG = re.compile(r"<[^>]*>")
# Within a script element nothing may look like markup; JSON may write any character as an escape.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def report(site: Site, document: DocumentHead, since: str) -> Markup:
    """Return what the contents of a document are."""
    publisher = {"@type": "Organization", "name": site.title}
    values = {"inLanguage": document.language, "datePublished": since, "publisher": publisher}
    return _script(_object({"@context": _SCHEMA, **_report(site, document), **values}))


def paragraph(site: Site, document: DocumentHead, path: str, label: str, shown: Iterable[CommentView]) -> Markup:
    """Return what the page of a paragraph is; the words of its comments are on their own pages."""
    listed = ",".join([f"{{{_comment(site, view)}}}" for view in shown if not view.stub])
    return _script(
        f'{{"@context":"{_SCHEMA}","@type":"CreativeWork","@id":{_url(site, path)},"position":{_quoted(label)},'
        f'"isPartOf":{_part_of(site, document)},"comment":[{listed}]}}'
    )


def comment(site: Site, view: CommentView, about: str) -> Markup:
    """Return what the page of a comment is; `about` is the path of its paragraph."""
    words = " ".join(_TAG.sub(" ", _INLINE.sub("", view.html)).split())
    if "&" in words:
        words = html.unescape(words)
    parent = f',"parentItem":{{"@id":{_url(site, view.answered_path)}}}' if view.answered else ""
    return _script(
        f'{{"@context":"{_SCHEMA}",{_comment(site, view)},"text":{_quoted(words)}'
        f',"about":{{"@id":{_url(site, about)}}}{parent}}}'
    )


def _comment(site: Site, view: CommentView) -> str:
    author = "Organization" if view.is_official else "Person"
    return (
        f'"@type":"Comment","@id":{_url(site, view.path)},"dateCreated":"{view.received.iso}"'
        f',"author":{{"@type":"{author}","name":{_quoted(view.name)}}}'
    )


def _url(site: Site, path: str) -> str:
    return f'{_base(site.base_url)}{path}"'  # a path of ours has nothing to be quoted


@lru_cache(maxsize=8)
def _base(url: str) -> str:
    return _quoted(f"{url.rstrip('/')}/")[:-1]


@lru_cache(maxsize=64)  # it is the same on every page of a document
def _part_of(site: Site, document: DocumentHead) -> str:
    return _object(_report(site, document))


def _report(site: Site, document: DocumentHead) -> dict[str, object]:
    url = urls.absolute(site, document.path)
    return {"@type": "Report", "@id": url, "url": url, "name": document.title}


def _script(text: str) -> Markup:
    return Markup(text)  # noqa: S704  every value in it is quoted


def _object(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _quoted(text: str) -> str:
    quoted = encode_basestring(text)
    return quoted.translate(_ESCAPES) if "<" in quoted or "&" in quoted or ">" in quoted else quoted

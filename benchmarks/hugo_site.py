"""The same pages for Hugo: paragraphs with their comments, an Atom feed each, a page for each comment, contents.

Hugo is given every advantage that a site of this kind could have: comments lie in the front matter of their paragraph,
texts are HTML and links are encoded already, nothing else is made. The pages have the same parts and words as ours.
"""

import json
import subprocess
from pathlib import Path

from benchmarks import large_site
from renderer import mailto
from renderer.environment import TEMPLATES
from renderer.excerpt import shortened

_URL = "https://reports.example/"

_CONFIG = """
baseURL = "https://reports.example/"
title = "Reports for comment"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
[outputs]
page = ["HTML", "FEED"]
section = ["HTML"]
home = ["HTML"]
[outputFormats.FEED]
mediaType = "application/atom+xml"
baseName = "feed"
[mediaTypes."application/atom+xml"]
suffixes = ["atom"]
"""
_BASE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="hugo">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<title>{{ block "title" . }}{{ .Site.Title }}{{ end }}</title>
<link rel="canonical" href="{{ .Permalink }}">
{{ block "links" . }}{{ end }}
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="site">
<p><a href="/">{{ .Site.Title }}</a></p>
<nav aria-label="Site"><a href="/search/">Search</a></nav>
</header>
{{ block "main" . }}{{ end }}
<footer class="site">
<p><a href="/">{{ .Site.Title }}</a>. Comments are sent by e-mail and read by a moderator before they appear. The
addresses of those who write are never shown.</p>
</footer>
</body>
</html>
"""
_CRUMBS = """<nav class="crumbs" aria-label="Breadcrumb">
<ol>
<li><a href="/">Documents</a></li>
<li><a href="/large/" data-pagefind-meta="document" lang="en" dir="auto">A large report</a></li>
{{ with .Params.chapter }}<li><a href="/large/s/{{ . }}/" lang="en" dir="auto">Chapter {{ . }}</a></li>{{ end }}
</ol>
</nav>
"""
_COMMENT = """<article class="comment" id="c-{{ .id }}">
<h3><bdi>{{ .name }}</bdi></h3>
<p class="when"><a href="#c-{{ .id }}"><time datetime="{{ .at }}">{{ .words }}</time></a></p>
<div class="words" data-pagefind-body lang="en" dir="auto">{{ .html | safeHTML }}</div>
<p class="about"><a href="mailto:reply-{{ .id }}@comments.example?subject=Answer%20to%20comment%20{{ .id }}">Answer by
e-mail</a> <a href="/c/{{ .id }}/">Permanent link</a>
<a href="mailto:report-{{ .id }}@comments.example?subject=Report%20on%20comment%20{{ .id }}">Report abuse</a></p>
</article>
"""
# What pages say of themselves to machines, as JSON-LD.
_LINKED = """{"@context":"https://schema.org","@type":"CreativeWork","@id":"{{ .Permalink }}","position":"{{ .Title }}",
"isPartOf":{"@type":"Report","@id":"https://reports.example/large/","url":"https://reports.example/large/",
"name":"A large report"},"comment":[{{ range $place, $one := .Params.comments }}{{ if $place }},{{ end
}}{"@type":"Comment","@id":"https://reports.example/c/{{ $one.id }}/","dateCreated":"{{ $one.at }}",
"author":{"@type":"Person","name":"{{ $one.name }}"}}{{ end }}]}"""
_PARAGRAPH = """{{ define "title" }}Paragraph {{ .Title }}, A large report{{ end }}
{{ define "links" }}<meta name="description" content="{{ .Params.description }}">
<link rel="alternate" type="application/atom+xml" href="feed.atom" title="Comments on paragraph {{ .Title }}">
{{ with .PrevInSection }}<link rel="prev" href="{{ .RelPermalink }}">{{ end }}
{{ with .NextInSection }}<link rel="next" href="{{ .RelPermalink }}">{{ end }}
<meta property="og:site_name" content="{{ .Site.Title }}">
<meta property="og:type" content="article">
<meta property="og:title" content="Paragraph {{ .Title }}, A large report">
<meta property="og:description" content="{{ .Params.description }}">
<script type="application/ld+json">LINKED</script>{{ end }}
{{ define "main" }}{{ partial "crumbs.html" . }}
<main id="main">
<article class="unit paragraph">
<h1 class="number"><span class="hidden">Paragraph </span>{{ .Title }}</h1>
<div class="text" data-pagefind-body lang="en" dir="auto">{{ .Content }}</div>
<p class="tools"><a href="/large/s/{{ .Params.chapter }}/#p-{{ .Title }}">Read in context</a>
<a href="{{ .Permalink }}" rel="bookmark">Link</a>
<a href="{{ .Params.friend | safeURL }}">E-mail this to a friend</a></p>
<details class="cite">
<summary>How to cite this paragraph</summary>
<p><cite lang="en" dir="auto">A large report</cite>, paragraph {{ .Title }}. {{ .Site.Title }}, <time
datetime="2026-05-04T09:30:00Z">4 May 2026</time>. {{ .Permalink }}</p>
</details>
</article>
<nav class="turn" aria-label="Paragraphs before and after">
{{ with .PrevInSection }}<a class="back" href="{{ .RelPermalink }}" rel="prev" accesskey="p">Previous
<span>{{ .Title }}</span></a>{{ end }}
<a href="/large/#p-{{ .Title }}">In the contents</a>
{{ with .NextInSection }}<a class="on" href="{{ .RelPermalink }}" rel="next" accesskey="n">Next
<span>{{ .Title }}</span></a>{{ end }}
</nav>
<section class="answer" id="answer" aria-labelledby="how">
<h2 id="how">Comment on this paragraph</h2>
<p><a class="button" href="{{ .Params.answer | safeURL }}">Comment by e-mail</a></p>
<p><span class="onscreen">This opens your e-mail program.</span> You can write from anywhere to
<span class="address">large.{{ .Title }}@comments.example</span></p>
<ul>
<li>Your e-mail address will not be shown; the name in your e-mail will.</li>
<li>You may use these HTML tags: <code>em</code> <code>strong</code> <code>blockquote</code> <code>p</code>
<code>br</code>.</li>
<li>What happens next: we send you one e-mail to confirm, then a moderator reads your comment. There may be a short
delay before your comment appears.</li>
</ul>
</section>
<section class="comments" aria-labelledby="comments">
<h2 id="comments">{{ len .Params.comments }} comments</h2>
{{ range .Params.comments }}{{ partial "comment.html" . }}{{ end }}
<p class="feed"><a href="feed.atom" type="application/atom+xml">Atom feed of these comments</a>
<a href="mailto:follow-large.{{ .Title }}@comments.example?subject=Follow">Follow by e-mail</a></p>
</section>
</main>{{ end }}
""".replace("LINKED", _LINKED)
_FEED = """{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>tag:comments.example,2026:large/{{ .Title }}</id>
<title>Comments on paragraph {{ .Title }}, A large report</title>
<updated>2026-05-04T09:30:00Z</updated>
<link rel="self" type="application/atom+xml" href="{{ .Permalink }}feed.atom"/>
<link rel="alternate" type="text/html" href="{{ .Permalink }}"/>
<author><name>Reports for comment</name></author>
{{ range .Params.comments }}<entry>
<id>tag:comments.example,2026:c/{{ .id }}</id>
<title>{{ .name }} on paragraph {{ $.Title }}, A large report</title>
<author><name>{{ .name }}</name></author>
<published>{{ .at }}</published><updated>{{ .at }}</updated>
<link rel="alternate" type="text/html" href="https://reports.example/c/{{ .id }}/"/>
<content type="html" xml:lang="en">{{ .html }}</content>
</entry>{{ end }}
</feed>
"""
_ONE = """{{ define "title" }}{{ .Title }} on paragraph {{ .Params.paragraph }}, A large report{{ end }}
{{ define "links" }}<meta name="description" content="A comment by {{ .Title }} on paragraph {{ .Params.paragraph
}} of A large report">
<meta property="og:site_name" content="{{ .Site.Title }}">
<meta property="og:type" content="article">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Comment","@id":"{{ .Permalink }}",
"dateCreated":"{{ .Params.comment.at }}","author":{"@type":"Person","name":"{{ .Title }}"},
"text":"{{ .Params.text }}","about":{"@id":"https://reports.example/large/{{ .Params.paragraph }}/"}}</script>{{ end }}
{{ define "main" }}{{ partial "crumbs.html" . }}
<main id="main">
<h1>Comment on <a href="/large/{{ .Params.paragraph }}/">paragraph {{ .Params.paragraph }}</a></h1>
<blockquote class="words quoted" lang="en" dir="auto"><p>{{ .Params.quotation }}</p></blockquote>
<section class="comments" aria-labelledby="comment">
<h2 id="comment" class="hidden">The comment</h2>
{{ partial "comment.html" .Params.comment }}
</section>
<p class="tools"><a href="/large/{{ .Params.paragraph }}/#c-{{ .Params.comment.id }}">Read it among the other
comments</a></p>
</main>{{ end }}
"""
_CONTENTS = """{{ define "main" }}<main id="main" class="contents"><h1>{{ .Title }}</h1><ol class="entries">
{{ range .Pages }}<li><a href="{{ .RelPermalink }}"><span class="label">{{ .Title }}</span> <span class="first">
{{ .Params.description }}</span></a> <span class="count">{{ len .Params.comments }} comments</span></li>{{ end }}
</ol></main>{{ end }}
"""
_LIST = """{{ define "main" }}<main id="main"><h1>{{ .Title }}</h1></main>{{ end }}
"""
_LAYOUTS = {
    "_default/baseof.html": _BASE,
    "_default/list.html": _LIST,
    "partials/crumbs.html": _CRUMBS,
    "partials/comment.html": _COMMENT,
    "large/single.html": _PARAGRAPH,
    "large/single.feed.atom": _FEED,
    "large/list.html": _CONTENTS,
    "c/single.html": _ONE,
    "index.html": _LIST,
}


def prepare(folder: Path, paragraphs: int, each: int) -> tuple[Path, Path]:
    """Make the sources; return their folder, and that for the pages."""
    source = folder / "hugo"
    _write_source(source, paragraphs, each)
    return source, folder / "hugo-public"


def build(source: Path, public: Path) -> None:
    """Let Hugo build."""
    subprocess.run(["hugo", "--quiet", "--source", str(source), "--destination", str(public)], check=True)


def count(public: Path) -> tuple[int, int]:
    """Return how many pages of HTML Hugo made, and the mean size of its files in bytes."""
    sizes = [path.stat().st_size for path in public.rglob("*") if path.is_file()]
    return sum(1 for _ in public.rglob("*.html")), sum(sizes) // len(sizes)


def _write_source(source: Path, paragraphs: int, each: int) -> None:
    files = {"config.toml": _CONFIG, "static/style.css": (TEMPLATES / "page/style.css").read_text(encoding="utf-8")}
    files |= {f"layouts/{path}": text for path, text in _LAYOUTS.items()}
    for path, text in files.items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(text, encoding="utf-8")
    (source / "content/large").mkdir(parents=True)
    (source / "content/c").mkdir()
    front = json.dumps({"title": large_site.TITLE})
    (source / "content/large/_index.html").write_text(front + "\n", encoding="utf-8")
    for number in range(paragraphs):
        _write_paragraph(source / "content", number, each)


def _write_paragraph(content: Path, number: int, each: int) -> None:
    text, label = large_site.paragraph_words(number), str(number + 1)
    comments = [_comment(number * each + place) for place in range(each)]
    address, subject = f"large.{label}@comments.example", mailto.subject(label, "", large_site.TITLE)
    front = {
        "title": label,
        "weight": number + 1,
        "description": shortened(text, 160),
        "friend": mailto.to_friend(subject, text=text, url=f"{_URL}large/{label}/", address=address),
        "answer": mailto.to_paragraph(address, subject),
        "comments": comments,
        "chapter": number // large_site.IN_SECTION + 1,
    }
    page = f"{json.dumps(front)}\n<p>{text}</p>\n"
    (content / f"large/{label}.html").write_text(page, encoding="utf-8")
    for comment in comments:
        words = comment["html"].removeprefix("<p>").removesuffix("</p>")
        one = {"title": comment["name"], "paragraph": label, "quotation": shortened(text, 160), "comment": comment}
        one |= {"text": words, "outputs": ["HTML"]}
        (content / f"c/{comment['id']}.html").write_text(json.dumps(one) + "\n", encoding="utf-8")


def _comment(number: int) -> dict[str, str]:
    html = f"<p>{large_site.comment_words(number)}</p>"
    at, words = "2026-05-04T09:30:00Z", "4 May 2026, 09:30 UTC"
    return {"id": large_site.public_id(number), "name": large_site.name(number), "html": html, "at": at, "words": words}

"""What programs and old hands make of a page (layouts.py)."""

from tests.mailgate.importers.layouts import FOOT, NAV, Layouts, Notes, page, plain, registering, under
from tests.mailgate.importers.model import Model, dotted, running

LAYOUTS: Layouts = {}
layout = registering(LAYOUTS)


@layout(running)
def divisions_for_paragraphs(model: Model) -> str:
    return plain(
        model,
        lambda p, mark: f'<div class="row"><div>{p.number}.</div><div>{p.text}{mark}{under(p)}</div></div>',
        wrap='<div class="body">{}</div>',
    )


@layout(dotted)
def empty_lines_instead_of_paragraphs(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        texts = [
            "<br><br>".join(
                [
                    f"{p.number} {p.text}{notes.mark(p)}",
                    *([p.quote] if p.quote else []),
                    *p.items,
                    *([p.tail] if p.tail else []),
                ]
            )
            for p in paras
        ]
        parts.append(f"<h3>{title}</h3>" + "<br><br>".join(texts))
    return page("<div>" + "".join(parts) + "</div>" + notes.end())


@layout(running)
def one_line_break_between_paragraphs(model: Model) -> str:
    return page(
        "".join(
            f"<h2>{title}</h2><div><font size=2>"
            + "<br>\n".join(f"{p.number}. {' '.join(p.whole.split(chr(10)))}" for p in paras)
            + "</font></div>"
            for title, paras in model
        )
    )


@layout(dotted)
def everything_in_a_layout_table(model: Model) -> str:
    inner = plain(model, lambda p, mark: f"<p>{p.number}&emsp;{p.text}{mark}</p>{under(p)}", wrap="{}")
    body = inner[inner.index("<h1>") : inner.index("<hr>")]
    notes = inner[inner.index("<ol>") : inner.index("</ol>") + 5]
    return page(f'<table width="100%"><tr><td>{NAV}</td><td>{body}<hr>{notes}</td></tr></table>', nav="", foot=FOOT)


@layout(dotted)
def word_export(model: Model) -> str:
    parts = ["<p class=MsoTitle>The flood at Marrow</p>", "<p class=MsoToc1>1 What happened ........ 3</p>"]
    notes: list[str] = []
    for title, paras in model:
        parts.append(f"<p class=MsoNormal><b><span style='font-size:14.0pt'>{title}<o:p></o:p></span></b></p>")
        for p in paras:
            mark = ""
            if p.note:
                notes.append(p.note)
                n = len(notes)
                mark = (
                    f'<a style=\'mso-footnote-id:ftn{n}\' href="#_ftn{n}" name="_ftnref{n}"><span '
                    f"class=MsoFootnoteReference><![if !supportFootnotes]>[{n}]<![endif]></span></a>"
                )
            parts.append(
                f"<p class=MsoNormal style='margin-left:36.0pt;text-indent:-36.0pt'>{p.number}<span style='font:7.0pt "
                f'"Times New Roman"\'>&nbsp;&nbsp;&nbsp; </span>{p.text}{mark}<o:p></o:p></p>'
            )
            if p.quote:
                parts.append(f"<p class=MsoQuote style='margin-left:72.0pt'><i>{p.quote}</i></p>")
            parts += [
                "<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'><span "
                f"style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>{item}</p>"
                for item in p.items
            ]
            if p.tail:
                parts.append(f"<p class=MsoNormal>{p.tail}</p>")
    ends = "".join(
        f'<div style=\'mso-element:footnote\' id=ftn{n}><p class=MsoFootnoteText><a href="#_ftnref{n}" name="_ftn{n}">'
        f"<span class=MsoFootnoteReference>[{n}]</span></a> {note}</p></div>"
        for n, note in enumerate(notes, 1)
    )
    body = "<div class=WordSection1>" + "".join(parts) + "</div>"
    return page(f"{body}<div style='mso-element:footnote-list'><br clear=all><hr size=1>{ends}</div>", nav="", foot="")


@layout(dotted)
def govspeak(model: Model) -> str:
    notes = Notes()
    parts = []
    for title, paras in model:
        parts.append(f'<h2 id="{title.lower()}"><span class="number">{paras[0].number[0]}. </span>{title}</h2>')
        for p in paras:
            mark = ""
            if p.note:
                notes.kept.append(p.note)
                n = len(notes.kept)
                link = f'<a href="#fn:{n}" class="govuk-link" rel="footnote">[footnote {n}]</a>'
                mark = f'<sup id="fnref:{n}" role="doc-noteref">{link}</sup>'
            parts.append(f"<p>{p.number} {p.text}{mark}</p>{under(p)}")
    items = "".join(
        f'<li id="fn:{n}" role="doc-endnote"><p>{note}&nbsp;<a href="#fnref:{n}" role="doc-backlink" '
        f'aria-label="go to where this is referenced">↩</a></p></li>'
        for n, note in enumerate(notes.kept, 1)
    )
    contents = "".join(f'<li><a href="#{title.lower()}">{n}. {title}</a></li>' for n, (title, _) in enumerate(model, 1))
    return page(
        f'<main><h1>The flood at Marrow</h1><div class="contents"><h2>Contents</h2><ol>{contents}</ol></div>'
        f'<div class="govspeak">{"".join(parts)}<div class="footnotes" role="doc-endnotes"><ol>{items}</ol></div></div>'
        "</main>"
    )


@layout(dotted)
def old_page_with_open_tags(model: Model) -> str:
    parts, ends = ["<CENTER><B>THE FLOOD AT MARROW</B></CENTER>"], []
    for title, paras in model:
        parts.append(f"<P><B>{title}</B>")
        for p in paras:
            mark = ""
            if p.note:
                n = len(ends) + 1
                mark = f'<A NAME="b{n}"></A><A HREF="#f{n}">({n})</A>'
                ends.append(f'<P><A NAME="f{n}"></A><A HREF="#b{n}">({n})</A> {p.note}')
            parts.append(f'<P><A NAME="para{p.number}"></A>{p.number}. {p.text}{mark}{under(p)}')
    return page(f"<DIV>{chr(10).join(parts)}</DIV><HR>{chr(10).join(ends)}")

"""The lines of an HTML body are those that a mail program shows, and hostile bodies are read in bounds."""

import re
import time
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mailgate.reading import mask, sanitize
from mailgate.reading.extract import html_bounds, html_lines, typed, write
from mailgate.reading.extract.html_parts import Part, part_of
from mailgate.reading.extract.html_style import colour_of, style_of
from mailgate.reading.extract.lines import Role
from mailgate.reading.read import read


def shown(html: str) -> str:
    return write.text(html_lines.split(html))


def published(html: str) -> str:
    lines = typed.honoured(html_lines.split(html))
    return sanitize.clean(write.markup(lines, wrapped=False))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b", "a\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<div>a<br></div><div>b</div>", "a\nb"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p class=MsoNormal>a</p><p class=MsoNormal>b</p>", "a\nb"),
        ("<p class=MsoNormal>a</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p>", "a\n\nb"),
        ('<p style="margin:0cm 0cm .0001pt">a</p><p>b</p>', "a\nb"),
        ('<p style="margin:0.5em 0">a</p><p>b</p>', "a\n\nb"),
        ("<i>a</i>  \n b&nbsp;&nbsp;c", "a b  c"),
        ('<p class=MsoListParagraph><span style="mso-list:Ignore">7.<span>&nbsp; </span></span>a</p>', "7. a"),
        ('<p class=MsoListParagraph><span style="mso-list:Ignore">o<span>&nbsp; </span></span>a</p>', "- a"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ('<span style="white-space: pre-line">a\nb</span>', "a\nb"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "- a\n- b"),
        ('<ol start="3"><li>a<li>b<ul><li>c</ul></ol>', "3. a\n4. b\n- c"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<table><tr><td><p>a</p></td><td>\n<p>b</p>\n</td></tr></table>", "a b"),
        ("<table><tr><td>\n<p>a</p>\n<p>b</p></td></tr></table>", "a\n\nb"),
        ('<span style="display:block">a</span><span style="display:block">b</span>', "a\nb"),
        ('<p style="display: inline">a </p><p style="display: inline">b</p>', "a b"),
        ("no tag &amp; two\nlines", "no tag & two\nlines"),
        ("so&shy;ft hy\u200bphen", "soft hyphen"),
        ('<a href="https://site.example/">the page</a>', "the page"),
        ('x<img src="cid:1" alt="Logo">y', "xy"),
        ('fine <img src="cid:1" alt="\U0001f642">', "fine \U0001f642"),
        ('a<span style="display: none">b</span>c', "ac"),
        ("a<span hidden>b</span>c", "ac"),
        ('a<div style="max-height:0px;overflow:hidden">b</div>c', "ac"),
        ('<div style="overflow:hidden">a</div>', "a"),
        ("a<!-- b --><style>c</style><title>d</title>e", "ae"),
    ],
)
def test_lines_are_those_that_a_mail_program_shows(html, text):
    assert shown(html) == text


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        ("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
        ('<span style="font-weight:700;font-style:italic">a</span>', "<p><strong><em>a</em></strong></p>"),
        ('<b style="font-weight:normal">a</b>', "<p>a</p>"),
        ("<h2>a</h2><div>b<br>c</div>", "<p><strong>a</strong></p><p>b<br>c</p>"),
        ("<blockquote>a</blockquote>b", "<blockquote>a</blockquote><p>b</p>"),
        ("&lt;em&gt;a&lt;/em&gt; &lt;b&gt;", "<p><em>a</em> &lt;b&gt;</p>"),
        ("<b>a &lt;em&gt;b&lt;/em&gt;</b>", "<p><strong>a <em>b</em></strong></p>"),
        ('<em onclick="x">a</em><a href="javascript:x">b</a>', "<p><em>a</em>b</p>"),
    ],
)
def test_the_structure_is_kept_as_far_as_five_tags_allow(html, markup):
    assert published(html) == markup


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("gmail_quote", Part.WRAPPER),
        ("m_-4711gmail_quote", Part.WRAPPER),
        ("x_x_divRplyFwdMsg", Part.BOUNDARY),
        ("yahoo_quoted_2718", Part.QUOTE),
        ("ydp1a2byahoo_quoted", Part.QUOTE),
        ("any-mailer-quote", Part.QUOTE),
        ("quotation-marks", None),
        ("ms-outlook-ios-signature", Part.SIGNATURE),
        ("x_Signature", Part.SIGNATURE),
        ("sig4711", Part.SIGNATURE),
        ("design", None),
        ("WordSection1", None),
    ],
)
def test_names_are_known_however_other_programs_rename_them(name, part):
    assert part_of("div", {"class": name}) is part
    assert part_of("div", {"id": name, "style": "x"}) is part


@pytest.mark.parametrize(
    ("style", "rule", "bar"),
    [
        ("border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm", True, False),
        ("border-style:solid none none;border-color:rgb(225, 225, 225) currentcolor;padding:3pt 0in 0in", True, False),
        ("border-width:1pt medium medium;border-style:solid none none;padding-top:3pt", True, False),
        ("border-top:1px solid #ccc;padding:10px", False, False),
        ("border:1px solid #ccc;padding:3px", False, False),
        ("margin:0 0 0 .8ex;border-left:1px solid rgb(0, 0, 0);padding-left:1ex", False, True),
        ("border-style:solid;border-width:0px 0px 0px 2px", False, True),
        ("border-left:none", False, False),
        ("margin:0 0 0 40px;border:none;padding:0px", False, False),
    ],
)
def test_quotes_are_told_by_their_looks(style, rule, bar):
    assert style_of(style).rule == rule
    assert style_of(style).bar == bar


def test_a_rule_without_a_header_below_it_is_the_authors():
    rule = '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
    assert all(line.role is Role.ORDINARY for line in html_lines.split(f"above{rule}below: so</div>"))
    assert any(line.role is Role.BOUNDARY for line in html_lines.split(f"above{rule}A: x<br>B: y</div>"))


def test_a_block_of_bold_labels_is_a_boundary_in_any_language():
    block = "<b>Xy:</b> a@b.example<br><b>Zw:</b> 5 2026<br><b>Vu:</b> c<br>"
    assert [line.role for line in html_lines.split(f"own<br>{block}x")].count(Role.BOUNDARY) == 1
    form = "<b>Where:</b> Mill Lane<br><b>When:</b> May<br><b>What:</b> a leak"
    assert all(line.role is Role.ORDINARY for line in html_lines.split(form))


MARKUP = """<p> </p> <div> </div> <b> </b> <i> <blockquote> </blockquote> <br> <li> <ul> </ul> <table> <td> <pre> </pre>
    <span/style=display:none> <div/class=gmail_quote> <style> </style> <svg> <title> </title> <!-- --> & &lt; &gt;
    &nbsp; &lt;em&gt; &lt;/em&gt; &lt;p&gt; &lt;br&gt; &lt;blockquote&gt; &lt;/blockquote&gt; &shy; &#0; &#x202e; a b >
    < @ x@y.example"""
BITS = st.sampled_from([" ", "\n", *MARKUP.split()])


def words(text: str) -> list[str]:
    return text.split()


@example("a@&nbsp;")
@given(st.lists(BITS | st.text(max_size=4), max_size=40).map("".join))
def test_text_and_html_have_the_same_words(html):
    for kind in (b"text/html", b"text/plain"):
        reading = read(
            b"From: a@b.example\r\nContent-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%s"
            % (kind, html.encode("utf-8", "replace"))
        )
        bare = unescape(re.sub(r"<[^<>]*>", " ", re.sub(r"</?(?:em|strong)>", "", reading.html)))
        assert words(bare) == words("\n".join(mask.mask(row) for row in reading.text.split("\n")))
        assert sanitize.is_lawful(reading.html)


MEBIBYTES = 2 * 1024 * 1024


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<div>",
        "<blockquote>",
        "<blockquote type=cite>",
        "<table>",
        "<table><tr><td>",
        "<div class=gmail_quote>",
        "<div id=divRplyFwdMsg>",
        "<font a=%d>",
        "<font a=%d><p>",
        "<a b%d=c ",
        " b%d='<'",
        "&amp;",
        "&",
        "&#64;",
        "<!--",
        "<!-- x -->",
        "<![CDATA[",
        "<svg>",
        "<math><mi>",
        "<style>",
        "<title>",
        "<textarea>",
        "<noscript>",
        "<template>",
        "<plaintext>",
        "<select><option>",
        "<li>",
        "<ol><li>",
        "<b>x",
        "<p style='color:%d'>x",
        "</p>",
        "a&nbsp;",
        "&lt;em&gt;",
        "&lt;blockquote&gt;&lt;/blockquote&gt;",
        "<b>x:</b> 2026 a@b.example<br>",
        "<span style='display:none'>",
    ],
)
@pytest.mark.parametrize("before", ["<p>Words before.</p>", "<p>Words before.</p><a "])
def test_two_mebibytes_of_a_hostile_body_are_read_in_time_with_the_words_before(unit, before):
    many = "".join(unit % i if "%d" in unit else unit for i in range(MEBIBYTES // len(unit)))[:MEBIBYTES]
    start = time.process_time()
    reading = read(b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + (before + many).encode())
    assert time.process_time() - start < 4  # under 1 s where nothing else runs
    assert reading.text.startswith("Words before.")
    assert sanitize.is_lawful(reading.html)


def test_what_is_nested_too_deep_is_read_as_text():
    deep = "<div>" * (2 * html_bounds.NESTING_LIMIT)
    assert shown(f"<b>before</b>{deep}after").split() == ["before", "after"]


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        ("red", "red"),
        ("#C00000", "red"),
        ("#f00", "red"),
        ("rgb(255, 0, 0)", "red"),
        ("rgba(0,112,192,.5)", "blue"),
        ("#1F497D", "blue"),
        ("darkblue", "blue"),
        ("navy", "blue"),
        ("#00B050", "green"),
        ("#7030A0", "purple"),
        ("#ED7D31", "orange"),
        ("black", "black"),
        ("#444444", "black"),
        ("windowtext", "black"),
        ("inherit", ""),
        ("#12345", "black"),
        ("", ""),
    ],
)
def test_a_colour_is_called_as_people_call_it(value: str, colour: str) -> None:
    assert colour_of(value) == colour


def test_a_line_has_a_colour_where_all_of_it_has_that_one() -> None:
    html = (
        '<p style="color:red">a</p><p>b <span style="color:red">c</span></p><p><a style="color:blue">d</a></p><p>e</p>'
    )
    assert [line.colour for line in html_lines.split(html) if line.text] == ["red", "", "", ""]

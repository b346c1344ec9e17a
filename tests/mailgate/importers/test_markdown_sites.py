"""What the generators of sites write for themselves is none of the text; the titles of tabs are."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from mailgate.importers import Outline, markdown_sites, read
from mailgate.importers.outline import Heading

Read = Callable[[str], Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes."


@pytest.fixture
def outline(tmp_path: Path) -> Read:
    def read_text(text: str) -> Outline:
        (tmp_path / "r.md").write_text(text, encoding="utf-8")
        return read(tmp_path / "r.md")

    return read_text


def below(outline: Read, written: str) -> str:
    """Return what stands below the first sentence of the first of three paragraphs."""
    made = outline(f"1.1 {PROSE}\n\n{written}\n\n1.2 {PROSE}\n\n1.3 {PROSE}\n")
    assert [unit.number for unit in made.units] == ["1.1", "1.2", "1.3"]
    return made.units[0].text.removeprefix(PROSE).removeprefix("\n")


MKDOCS = """
=== "North"

    Eels *all* along.

=== "South"

    - None.
    - Few.
"""
MKDOCS_CLOSE = """
===! "North"
    Eels all along.

=== "South"
    - None.
    - Few.
"""
DOCUSAURUS = """
<Tabs>
  <TabItem value="n" label="North" default>

Eels all along.

  </TabItem>
  <TabItem value="South">

- None.
- Few.

  </TabItem>
</Tabs>
"""
DOCUSAURUS_WRAPPED = """
<Tabs
  groupId="x">
<TabItem
  value="n"
  label="North">

Eels all along.

</TabItem>
<TabItem label={'South'}>

- None.
- Few.

</TabItem>
</Tabs>
"""
GITBOOK = """
{% tabs %}
{% tab title="North" %}
Eels all along.
{% endtab %}

{% tab title="South" %}
- None.
- Few.
{% endtab %}
{% endtabs %}
"""
HUGO = """
{{< tabs >}}
{{< tab "North" >}}
Eels all along.
{{< /tab >}}
{{% tab name="South" %}}
- None.
- Few.
{{% /tab %}}
{{< /tabs >}}
"""
SPHINX = """
::::{tab-set}
:sync-group: side

:::{tab-item} North
:sync: n

Eels all along.
:::

:::{tab-item} South
- None.
- Few.
:::
::::
"""


@pytest.mark.parametrize(
    "tabs",
    [
        MKDOCS,
        MKDOCS_CLOSE,
        DOCUSAURUS,
        DOCUSAURUS_WRAPPED,
        GITBOOK,
        HUGO,
        SPHINX,
        SPHINX.replace("::::", "````").replace(":::", "```"),
    ],
)
def test_the_title_of_a_tab_is_a_line_before_its_text(outline: Read, tabs: str) -> None:
    assert below(outline, tabs) == "North\nEels all along.\nSouth\nNone.\nFew."


def test_in_a_report_without_numbers_the_title_of_a_tab_goes_with_its_text(outline: Read) -> None:
    made = outline(f'# Eels\n\n{PROSE}\n\n=== "North"\n\n    {PROSE}\n\n=== "South"\n\n    {PROSE}\n')
    assert [unit.text for unit in made.units] == [PROSE, f"North\n{PROSE}", f"South\n{PROSE}"]


def test_a_tab_that_is_shown_as_code_stays_as_it_is(outline: Read) -> None:
    assert below(outline, '```\n=== "North"\n\n    Eels.\n```') == '=== "North" Eels.'


def test_paragraphs_in_a_tab_keep_their_numbers(outline: Read) -> None:
    made = outline(f'=== "North"\n\n    1.1 {PROSE}\n\n    1.2 {PROSE}\n\n=== "South"\n\n    1.3 {PROSE}\n')
    assert [unit.number for unit in made.units if unit.number] == ["1.1", "1.2", "1.3"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Seen :material-clock: by day :octicons-sun-16:{ .lg }.", "Seen by day."),
        ("Seen at 10:30:15, said `:material-clock:`.", "Seen at 10:30:15, said :material-clock:."),
        ("- [x] Oiled.\n- [ ] Drained.", "☒ Oiled.\n☐ Drained."),
        ("> - [x] Oiled.\n> - [ ] Drained.", "☒ Oiled.\n☐ Drained."),
        ("It was [x] or [ ].", "It was [x] or [ ]."),
        ("> Nobody said so.\n> [name=The clerk] [color=#f00]", "Nobody said so. The clerk"),
        ("^Nobody said so.^", "Nobody said so."),
        ("%Nobody said so.%", "Nobody said so."),
        ("%5 of them, or 10%", "%5 of them, or 10%"),
        ("[Image: flooded-road_2.jpeg]\n\nEels.\n\n[Image:north gate.PNG]", "Eels."),
        ("[Image: a flooded road, with two keepers in a boat]", "[Image: a flooded road, with two keepers in a boat]"),
        ("[Image: what eels.example said at 3 p.m.]", "[Image: what eels.example said at 3 p.m.]"),
        ("[Image: the page at www.eels.test]", "[Image: the page at www.eels.test]"),
        ("s1. Drain.\ns2. Oil.", "Drain.\nOil."),
        ("$CTA\nTell the clerk.\n$CTA", "Tell the clerk."),
        ("| Eels | 3 |\n|---|---|\n| Pike | 4 |\n{barchart}", "Eels 3\nPike 4"),
    ],
)
def test_signs_of_a_site_leave_what_they_show(outline: Read, written: str, text: str) -> None:
    assert " ".join(below(outline, written).split()) == " ".join(text.split())


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ('<div markdown="1">\nSaid **twice**.\n</div>\nBy *both*.', "Said twice.\nBy both."),
        ('<div class="box" markdown>\n- [Eels](e.md)\n- *Pike*\n</div>', "Eels\nPike"),
        ('<div markdown="block">\n\nSaid **twice**.\n\n</div>', "Said twice."),
        ('<p markdown="span">Said **twice**.</p>', "Said twice."),
        ('<div markdown="0">\nSaid **twice**.\n</div>', "Said **twice**."),
        ("<div>\nSaid **twice**.\n</div>", "Said **twice**."),
        ("<figure markdown>\n  ![A *map*](m.png)\n  <figcaption>The map</figcaption>\n</figure>", "The map"),
        ('<figure markdown="span">\n  ![](m.png)\n  <figcaption markdown>The *map*</figcaption>\n</figure>', "The map"),
    ],
)
def test_markdown_stands_in_the_elements_of_html_that_say_so(outline: Read, element: str, text: str) -> None:
    assert below(outline, element) == text


@pytest.mark.parametrize(
    "tabs",
    [
        ":::{tab-item} Eels\n\n- None.\n\n" * 20_000,
        ":::{tab-item}\n" * 20_000 + ":::\n" * 20_000,
        "".join(f"{':' * (3 + at % 300)}{{tab-item}} Eels\n" for at in range(10_000)) + f"{':' * 400}\n" * 10_000,
    ],
)
def test_tabs_are_looked_at_once(tabs: str) -> None:
    start = process_time()
    markdown_sites.plain(tabs)
    assert process_time() - start < 5


@pytest.mark.parametrize(
    "line",
    ["{{< tabs" + " " * 1_980, " " * 1_980 + "x", ":::{tab-item} x" + " " * 1_960 + "x", ">" + " " * 1_980 + "x"],
)
def test_a_line_of_blanks_is_looked_through_once(line: str) -> None:
    start = process_time()
    markdown_sites.plain(f"{line}\n" * 2_000)
    assert process_time() - start < 5


def test_a_tab_ends_with_a_fence_as_long_as_its_own_or_longer(outline: Read) -> None:
    long = f"{':' * 40}{{tab-item}} North\nEels.\n{':' * 41}"
    nested = "::::{tab-item} South\nPike.\n\n:::{tab-item} East\nFew.\n:::\n::::"
    assert below(outline, f"{long}\n\n{nested}") == "North\nEels.\nSouth\nPike.\nEast\nFew."


def test_an_anchor_before_a_heading_is_none_of_it(outline: Read) -> None:
    made = outline(f'<a id="costs"></a># Costs\n\n1. {PROSE}\n2. {PROSE}\n3. {PROSE}\n')
    assert [(heading.text, heading.level) for heading in made.flow if isinstance(heading, Heading)] == [("Costs", 1)]

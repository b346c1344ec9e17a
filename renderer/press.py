"""What a publisher has at hand from one transaction to the next."""

import os
from dataclasses import dataclass, field

from renderer import compose, gate, urls
from renderer.environment import PageEnvironment
from renderer.site import Site
from store.documents import Documents
from store.model import Document

_REMEMBERED = 16  # documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What stays the same from one transaction to the next: the site, the templates, the headings of documents.

    `public`: the folder of the pages, to see whether a document has an archive; "" where none is looked for.
    `people`: finds them by their addresses; None: nobody is looked up.
    """

    site: Site
    templates: PageEnvironment
    public: str = ""
    people: gate.People | None = None
    _plans: dict[Document, compose.Plan] = field(default_factory=dict)

    def archive(self, slug: str) -> str:
        """Return the path of a document's archive; "" where it has none."""
        path = urls.archive(slug)
        return path if self.public and os.path.exists(f"{self.public}/{path}") else ""  # noqa: PTH110

    def plan(self, documents: Documents, document: Document) -> compose.Plan:
        """Return how a document is cut into pages; a new edition is another document here."""
        found = self._plans.get(document)
        if found is None:
            if len(self._plans) >= _REMEMBERED:
                self._plans.clear()
            sections, sizes = documents.sections(document.id), documents.section_sizes(document.id)
            found = self._plans[document] = compose.plan(document, sections, sizes)
        return found

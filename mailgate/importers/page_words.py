"""What sites say around a report: the words of their menus, contents and feet."""

import re

NAVIGATION = re.compile(
    r"(?:(?:back to (?:the )?)?(?:top|contents)|(?:go to )?(?:next|previous|prev)(?: (?:page|chapter|section|part))?"
    r"(?!,).{0,60}(?<!\.)|home|print(?: this page)?|"
    r"share.{0,40}|copy (?:the )?(?:link|url).{0,30}|link to (?:this |the )?(?:paragraph|section).{0,20}|"
    r"tags?:?|tagged|topics?:?|categor(?:y|ies):?|filed under.{0,60}|"
    r"posted (?:on|by|in)\b.{0,80}|submitted by .{0,80}|"
    r"(?:reading time:? ?)?[\d,.]+ (?:words|min(?:ute)?s?(?: read)?)(?: [·|–-] [\d,.]+ min(?:ute)?s?(?: read)?)?|"
    r"(?:(?:contents|next|previous|prev|up|home|index|back|top)(?:\s*[|·•/]\s*|\s+)){2,}(?:prepared [\w ]{8,24})?|"
    r"prepared \d{1,2} \w{3,9} [12]\d{3}|"
    r"skip to .*|page \d+(?: of \d+)?|"
    r"©.*|\(c\) (?:copyright|\d{4}).*|(?:crown )?copyright.*|all rights reserved.*|"
    r"date (?:modified|published):?.{0,40}|date de (?:modification|publication)\s?:?.{0,40}|[12]\d{3}-\d\d-\d\d|"
    r"(?:(?:first |last )?(?:published|posted)|publiée? le|veröffentlicht am|publicado el|pubblicato il|"
    r"publicado em|gepubliceerd op|opublikowano)(?: on)?:?\s(?:[^\W\d]+,? )?"
    r"(?:\d{1,2}\.?(?:st|nd|rd|th)? (?:de )?[^\W\d]{3,10}|"
    r"[^\W\d]{3,10} \d{1,2}),? (?:de )?[12]\d{3}(?: (?:by|por|par|von|door) .{0,80})?|"
    r"(?:.{0,30}\bthis page (?:was|is) |page )?last (?:updated|modified|edited|reviewed|changed).{0,40}|"
    r"(?:dernière (?:mise à jour|modification)|zuletzt (?:aktualisiert|geändert)|letzte (?:änderung|aktualisierung)|"
    r"última (?:actualización|modificación|atualização)|ultimo aggiornamento|laatst (?:bijgewerkt|gewijzigd))\b.{0,40}|"
    r"[«‹<←→›»>|\s]*|[←«‹]\s.*|.*\s[→»›]|"
    r"(?:is|was) this (?:page|article|information|content) (?:use|help)ful\??.*|"
    r"about the authors?|"
    r".{0,80}\bcookies?\b.{0,120}|sitemap|contact us|"
    r"accessibility(?: statement)?|privacy(?: policy| notice)?|terms (?:and conditions|of use)|search|menu)",
    re.I | re.S,
)
CONTENTS = re.compile(
    r"(?:table of |list of )?contents(?: page)?|in this (?:section|chapter|report|document)|on this page|"
    r"inhalt(?:sverzeichnis)?|sommaire|"
    r"table des matières|índice|indice",
    re.I,
)
RELATED = re.compile(
    r"related(?: (?:posts?|articles?|content|links|pages|news|reading|topics))?|share this.{0,40}|"
    r"you (?:may|might) also (?:like|be interested in).{0,20}|(?:recent|latest) (?:posts|news|articles)|"
    r"more from\b.{0,60}|read next",
    re.I,
)
OF_SITE = re.compile(  # beginnings of headings of what a site says of itself below a report
    r"(?:contact|feedback|share|follow|stay|keep|newsletter|subscribe|sign up|join|cookies?\b|about|more|further info|"
    r"comment|leave|print|download|media|press|enquir|get|help|need|support|is this|was this|did you|disclaimer|"
    r"licen[cs]e|copyright|legal|privacy|kontakt|teilen|presse|rechtlich|impressum|partager|suivez|mentions|comparte|"
    r"síguenos|suscr|aviso|contatt|condividi|delen|volg|udostępnij)",
    re.I,
)
ADVERT = re.compile(
    r"advertise?ment|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|реклама|广告|広告|إعلان", re.I
)
PAGE = re.compile(r"(?:page|seite|página|pagina) \d{1,4} (?:of|von|sur|de|di|/) \d{1,4}", re.I)
PAGE_ALONE = re.compile(
    r"[\[({–—-]?\s*(?:(?:page|seite|página|pagina|pag\.|p\.|s\.|strona|tudalen|σελίδα|страница)\s*)?"
    r"(\d{1,4})\s*[\])}–—-]?",
    re.I,
)
WORKS = re.compile(  # headings of the works that a report cites
    r"(?:(?:annex|appendix|anhang|anlage|annexe|anexo|allegato|atodiad|παράρτημα)\s+\w{1,4}\s*[:.–—-]?\s*|[\d.]+\s+)?"
    r"(?:(?:select |list of )?(?:references|bibliography)(?: cited)?|(?:works|literature|documents|publications) cited|"
    r"(?:literatur|quellen)(?:verzeichnis)?|bibliograph?ie|références(?: bibliographiques)?|bibliografía|"
    r"referencias(?: bibliográficas)?|bibliografia|referências(?: bibliográficas)?|riferimenti bibliografici|"
    r"literatuur(?:lijst)?|llyfryddiaeth|cyfeiriadau|βιβλιογραφία|литература|المراجع|参考文献|參考文獻)",
    re.I,
)
OF_REPORT = re.compile(  # headings of what may stand at the end of a report, and has no sentences
    r"(?:annex|appendix|appendices|schedule \w|glossary|abbreviations|acronyms|bibliography|list of|"
    r"chronology|timeline|anhang|anlage|glossar|abkürzungen|annexe|glossaire|anexo|glosario|allegato|παράρτημα|ملحق|附件|附录|परिशिष्ट)",
    re.I,
)

"""The words by which bounces and automatic answers are known, in many languages: regular expressions. Pure.

In lower case. `automatic_signs` says what each of them weighs.
"""

# What mail servers write into the subject of a bounce, in front. A person's answer has "Re:" there.
BOUNCE_SUBJECTS = (
    r"undeliver(?:able|ed)|undelivred|returned (?:mail|to sender|message|e-?mail)|(?:mail|message|e-?mail|"
    r"delivery) (?:status )?(?:delivery )?(?:failure|failed|error|problem|warning|delayed|fault|notification|"
    r"report)|mail (?:delivery|system|could not|not delivered|returned|failure)|failure (?:notice|delivery)|"
    r"failed(?: mail)?[: ]|delivery (?:status|failure|notification|unsuccessful|has|incomplete|to .{1,80} "
    r"(?:failed|delayed)|error|problem|delayed|report)|non-?(?:deliver|remis)|nondeliverable|could not (?:deliver|"
    r"send)|cannot (?:deliver|send)|unable to deliver|(?:your )?(?:message|mail|e-?mail)(?: to .{1,80})? (?:could "
    r"not|couldn'?t|was not|has not|not|is) (?:be )?(?:been )?(?:deliver|undeliver|returned|delayed|sent)|"
    r"warning: (?:message|could not|mail)|\*+warning|message (?:status|not|undeliver|returned|you sent|delivery)|"
    r"bounced? (?:mail|message|e-?mail)|rejected|(?:mail|message|user) (?:rejected|blocked|unknown|quarantin)|bad "
    r"(?:address|recipient)|user unknown|no such user|mailbox (?:full|unavailable|not)|host unknown|address not "
    r"found|service unavailable|over ?quota|notification d'état|avis de non|échec de|remise|message non (?:remis|"
    r"distribu)|unzustellbar|nicht zustellbar|zustellung|mail-?zustellung|fehler bei der|mail konnte nicht|no se "
    r"(?:puede|pudo|ha podido)|no entreg|mensaje no|error de entrega|devolución|correo devuelto|(?:mensagem|"
    r"e-?mail) não|não (?:entregue|foi)|falha (?:na|de)|notificação de (?:status|entrega)|(?:messaggio|mail) non|"
    r"non recapitabile|mancat[ao] (?:recapito|consegna)|onbestelbaar|niet (?:bestel|afgeleverd)|bericht niet|"
    r"niedostarcz|nie (?:można|udało)|zwrot|wiadomość nie|kan(?: ikke| inte)? leve|ej levere|kunne ikke|"
    r"olevererbart|ikke leverbar|oleverbar|går inte att|toimitus|viestiä ei|perille toimittamat|nedoručiteln|"
    r"nelze doruč|kézbesíthetetlen|teslim edilemedi|iletilemedi|mesajul nu|недоставлен|не ?удалось|сообщение не|"
    r"почта не|возврат|невозможно доставить|недоставка|不达|无法(?:投递|送达)|退信|系统退信|未送达|無法(?:傳遞|"
    r"投遞|送達)|配信(?:不能|エラー|失敗)|配達(?:不能|エラー|できません)|送信(?:エラー|できません)|"
    r"メール(?:エラー|送信|配信|が届|システム)|メッセージを(?:配信|送信)|宛先不明|배달(?:되지|할 수)|반송|전송 "
    r"실패|발송 실패|לא ניתן למסירה|تعذر"
)

# What bounces say.
BOUNCE_TEXTS = (
    r"hi\. this is the |this is the (?:qmail|mail|postfix|email|machine|deliver)[\w -]{0,30}(?:program|system|"
    r"server|generated)|this message was created automatically by|transcript of (?:the )?session|"
    r"final-recipient:|diagnostic-code:|reporting-mta:|original-recipient:|(?:failed|failing) (?:recipient|"
    r"address)|returned (?:mail|message) follows|(?:message|mail|e-?mail) from interscan|i'?m (?:sorry to have "
    r"to inform|afraid i wasn'?t able)|giving this up|i tried to deliver|this is an advisory-only|this is a "
    r"delivery (?:failure|status)|delivery to the following (?:recipient|address)|could ?n[o'].?t (?:be "
    r"delivered|deliver (?:the |your )?(?:message|mail)) to (?:the following|one or more|some|its|their|<)|"
    r"(?:did not reach|not delivered to|undeliverable to|returned by) the following|the following (?:recipient|"
    r"address|user|message|organization)[\w ()]{0,30}(?:failed|could not|had|was not|cannot|did not|rejected|"
    r"is |has|not )|unable to deliver (?:the |your |this )?(?:message|mail)|undeliverable address|your "
    r"(?:message|mail|e-?mail)[^.]{0,120} (?:could not be|couldn'?t be|was not|wasn'?t|was undeliverable|has "
    r"been (?:rejected|blocked|returned|quarantined)|was (?:automatically )?rejected|was blocked|encountered)|"
    r"original message (?:header|follows|is (?:included|attached))|(?:copy of|begin(?:ning)? of) (?:the |your "
    r")?(?:original|returned) (?:message|mail)|diese nachricht wurde automatisch|konnte nicht zugestellt "
    r"werden|n'a pas pu être (?:remis|distribué|délivré)|no (?:se )?(?:pudo|ha podido) (?:ser )?entrega|non "
    r"(?:è stato possibile|può essere) (?:recapita|consegna)|não (?:pôde|foi possível) (?:ser )?entreg|kon "
    r"niet worden (?:afgeleverd|bezorgd)|nie (?:mogła|może) (?:zostać|być) dostarcz|не (?:может быть|было|"
    r"удалось) достав|配信できません|送信できません|届けられません|无法投递|投递失败"
)

# What bounces say, and people too.
FAULTS = (
    r"\b(?:smtp|error|server)[^.]{0,40}\b5\d\d[- ]|"
    r"\b5\.\d\.\d{1,3}\b|"
    r"user unknown|"
    r"unknown user|"
    r"no such (?:user|mailbox|recipient)|"
    r"mailbox (?:is )?(?:full|unavailable|not found)"
)

# What programs put into the subject of an automatic answer, in front.
AUTO_SUBJECTS = (
    r"auto(?:matic(?:ally)?|mated)?[ -]?(?:generated )?(?:reply|response|responder|answer|notification)s?\b|auto: "
    r"|out[- ]of[- ](?:the )?office(?: auto-?(?:matic )?(?:reply|response))? ?:|out of office (?:auto ?)?(?:reply|"
    r"response|notice|message)|out[- ]of[- ](?:the )?office$|ooo: |vacation (?:reply|message|response|notice|"
    r"auto)|\[auto[- ]?(?:matic(?:ally)?|mated)?[- ]?(?:generated|reply|response|antwort)?\]|automatische antwort|"
    r"abwesenheits(?:notiz|nachricht|meldung|benachrichtigung|assistent|agent|mitteilung)|abwesen(?:d|heit) ?:|"
    r"autom(?:atische|\.)? (?:abwesenheit|rückantwort|eingangsbestätigung)|automatische (?:e-?mail|nachricht)|"
    r"réponse automatique|reponse automatique|message d'absence|absence du bureau|absent(?:e)? du bureau ?:|"
    r"respuesta autom|contestador autom|fuera de la oficina|ausente de la oficina|mensaje automático|risposta "
    r"automatica|fuori (?:sede|ufficio) ?:|risponditore automatico|resposta autom|fora do escritório|ausência "
    r"(?:temporária|do escritório)|resposta de ausência|resposta automàtica|automatisch(?:e)? (?:antwoord|reactie|"
    r"bericht|beantwoording)|afwezig(?:heid)?(?:sbericht|smelding|sassistent| ?:)|autoodpowied|automatyczna "
    r"odpowied|odpowiedź automatyczna|autoresponder|poza biurem ?:|nieobecność ?:|автоответ|автоматич(?:еский|на|"
    r"ний|ен) (?:ответ|відповідь|отговор)|отсутстви[ея] на рабочем|нет на месте ?:|вне офиса ?:|automatick[áý] "
    r"odpov[eě][ďd]|mimo kancelář|auto(?:matisk(?:t)?)? ?svar|autosvar|ikke til stede|fravær(?:sassistent|"
    r"smelding|sbesked)? ?:|frånvaro(?:meddelande|assistent|hanterare)? ?:|ej på kontoret|ikke på kontoret|"
    r"automaattinen (?:vastaus|poissaolo)|poissa(?:olo)?(?:ilmoitus)? ?:|autovastaus|otomatik (?:yanıt|cevap)|"
    r"ofis dışı|automatikus válasz|házon kívül|răspuns automat|automatski odgovor|samodejni odgovor|automatinis "
    r"atsakymas|automātiskā atbilde|automaatvastus|αυτόματη απάντηση|εκτός γραφείου|自動(?:応答|返信|回覆|回复|"
    r"答复|答覆|返答)|自动(?:回复|答复|回覆|应答)|不在(?:通知|连絡|連絡|です|の|メール)|休暇(?:通知|連絡|中)|"
    r"外出自動|자동 ?(?:회신|응답|답장)|부재 ?중|رد تلقائي|الرد (?:التلقائي|الآلي)|خارج المكتب|תשובה אוטומטית|"
    r"מענה אוטומטי|מחוץ למשרד|ตอบกลับอัตโนมัติ|ข้อความตอบกลับอัตโนมัติ|trả lời tự động|tự động trả lời|balasan "
    r"otomatis|jawapan automatik|स्वचालित उत्तर|this is an auto(?:matic|mated) (?:reply|response|message|e-?mail)|"
    r"absence notification|auto-?antwort|urlaubsbenachrichtigung|accusé (?:de )?réception automatique|(?:avis|"
    r"notification) d'absence|acuse de recibo automático|contestación automática|(?:mensaje|respuesta) de "
    r"ausencia|autorisponditore|messaggio automatico|notifica automatica|avviso di assenza|mensagem automática|"
    r"aviso de ausência|automatická správa|автов[іи]дпов\w+|автоматски одговор|автоматична відповідь|системно "
    r"съобщение|frånvaromeddelande|automatiskt meddelande|automatisk (?:besked|melding)|poissaoloilmoitus|"
    r"automaattivastaus|mesaj automat|automatikus üzenet|رد آلي|رسالة تلقائية|הודעת היעדרות|הודעה אוטומטית|پاسخ "
    r"خودکار|系统自动(?:回复|答复)|系統自動(?:回覆|回應)|【自動(?:返信|応答|配信)|\[自動(?:返信|応答|配信)|不在 "
    r"?[:：]|kontorist väljas ?:|fora de l'oficina ?:|izvan ureda ?:|извън офиса ?:"
)

# What stands behind such words where they are a program's: nothing, a sign, or whom and what the answer is for.
AUTO_TAIL = (
    r"(?:(?<=[]:： ])|[^\W\u2e80-\uffff]*(?:メール|通知)? ?(?:d['’]|[:：(\[\]】–—.!,*-]|$|\b(?:re|fw|fwd|auf|von|"
    r"für|an|zu|bis|vom|ab|de|da|di|del|della|dal|from|for|until|till|by|at|on|to (?:your|re|fw)|à|au|jusqu|sur|"
    r"op|van|voor|tot|på|fra|til|från|för|av|na|od|do|o|z|от|на|до|із|від)\b))"
)

# Subjects in which an office tells that a mail has come, or a person that they are away; both write so themselves, too.
RECEIVED_SUBJECTS = (
    r"(?:we(?:'ve| have)? received|thank you for (?:your (?:e-?mail|message|enquiry|inquiry|contact)|contacting)|"
    r"(?:your )?(?:message|e-?mail|request|enquiry) (?:has been |was )?received|acknowledge?ment (?:of|:)|"
    r"confirmation of receipt|eingangsbestätigung|empfangsbestätigung|ihre (?:anfrage|nachricht|e-?mail) ist "
    r"(?:bei uns )?eingegangen|vielen dank für ihre (?:nachricht|e-?mail|anfrage)|accusé (?:de )?réception|votre "
    r"(?:message|demande) a (?:bien )?été (?:bien )?reçu|nous avons bien reçu|acuse de recibo|confirmación de "
    r"recepción|hemos recibido su|gracias por (?:su mensaje|contactar)|conferma di ricezione|abbiamo ricevuto|"
    r"confirmação de rece|recebemos (?:sua|a sua|o seu)|ontvangstbevestiging|(?:wij|we) hebben uw|bedankt voor uw|"
    r"potwierdzenie (?:otrzymania|odbioru)|ваше (?:сообщение|обращение|письмо) (?:получено|принято)|подтверждение "
    r"получения|potvrzení (?:o )?přijetí|tack för (?:ditt|din)|tak for din|bekräftelse på|bekreftelse på|"
    r"kvittering for|mesajınız alındı|お問い?合わ?せ(?:ありがとう|を受け?付け)|受付完了|已收到您的|您的(?:邮件|"
    r"来信)已收到|문의.{0,20}접수)"
)
AWAY_SUBJECTS = (
    r"(?:ooo|annual leave|maternity leave|not in the office|abwesend|abwesenheit|urlaub|elternzeit|absent|absence|"
    r"en congés?|ausente|fuera de (?:la )?oficina|de vacaciones|fuori (?:sede|ufficio)|assente|assenza|férias|"
    r"estou de férias|afwezig|niet (?:aanwezig|op kantoor)|nieobecność|urlop|вне офиса|нет на месте|(?:в "
    r")?отпуске?|відпустка|nepřítomnost|dovolená|neprítomnosť|frånvaro|frånvarande|inte på kontoret|semester|"
    r"fravær|fraværende|ferie|poissa|lomalla|loma|izindeyim|yıllık izin|távollét|szabadság|în concediu|απουσία|"
    r"外出中?|休假|휴가|부재|إجازة|חופשה|odsutan|odsoten|puhkusel|atostogos)[.!]?$"
)

# What people let an automatic answer say, and write themselves too.
ABSENCES = (
    r"(?:i am|i'm|i will be|i'll be|currently|be) (?:currently |presently |now )?(?:out of (?:the |my )?office|"
    r"away from (?:the |my )?(?:office|desk|mail|e-?mail)|on (?:vacation|holiday|annual leave|leave|sick leave|"
    r"maternity|parental))|(?:am|bin|sind) (?:derzeit|zur ?zeit|momentan|ab|vom|bis|am|im|ich)?.{0,80}(?:nicht "
    r"im (?:büro|haus)|nicht erreichbar|im urlaub|abwesend|außer haus|unterwegs)|je suis (?:actuellement "
    r")?(?:absent|en congé|en vacances|hors du bureau)|(?:estoy|estaré|me encuentro|encontraré) "
    r".{0,40}(?:fuera de la oficina|ausente|de vacaciones)|sono (?:fuori|assente|in ferie)|(?:estou|estarei) "
    r".{0,40}(?:ausente|fora do escritório|de férias)|ben .{0,60}(?:afwezig|niet aanwezig|met vakantie|op "
    r"vakantie)|jestem (?:na urlopie|nieobecn|poza biurem)|(?:в|нахожусь в) отпуске|отсутствую|jsem (?:mimo|na "
    r"dovolené)|är (?:inte på kontoret|på semester|ledig|bortrest)|er (?:ikke på kontoret|på ferie|bortrejst)|"
    r"olen (?:lomalla|poissa)|izindeyim|ofis dışında|szabadságon|în concediu|λείπω|άδεια|休暇|不在|외근|휴가|"
    r"休假|不在办公室"
)

# What an automatic answer says to whom it does not know: whom to turn to, and when it will be read.
REFERRALS = (
    r"(?:urgent|emergency|immediate|dringend|eiligen|urgenc|urgente|spoed|pilnych|срочн|brådskande|kiireellis|"
    r"sürgős|acil).{0,120}(?:contact|call|e-?mail|reach|wenden|kontaktieren|erreichen|contacter|adresser|"
    r"contact[ae]r|rivolger|contatt|neem contact|kontakt|обращ|связ|yhteyttä|@)|in my absence|during my absence|"
    r"while i(?:'m| am) (?:away|out)|limited access to (?:my )?e-?mail|(?:respond|reply|answer|get back to you|"
    r"read your).{0,60}(?:upon|on|after|when|as soon as) (?:my|i) return|i will (?:return|be back) (?:to the "
    r"office )?on|(?:nicht|keine).{0,30}weitergeleitet|in meiner abwesenheit|meine vertretung|ab dem .{0,20} "
    r"wieder (?:erreichbar|im büro|für sie)|en mon absence|pendant mon absence|à mon retour|(?:durante|en) mi "
    r"ausencia|a mi regreso|in mia assenza|al mio rientro|na minha ausência|no meu regresso|tijdens mijn "
    r"afwezigheid|podczas mojej nieobecności|w mojej nieobecności|по возвращении|в мо[её] отсутствие|po dobu mé "
    r"nepřítomnosti|under min frånvaro|i mitt fravær|under mit fravær"
)

# What no person says of a mail of their own.
AUTOMATIC_TEXTS = (
    r"this is an? (?:automat|auto-?|computer|system|machine)[\w -]{0,20}(?:reply|respon|message|e-?mail|"
    r"notification|mail|acknowledg|answer)|this (?:e-?mail|message|reply|notification) (?:was|is|has been) "
    r"(?:sent |generated )?(?:automatically|auto-generated|by an automat)|automated (?:reply|response|message|"
    r"e-?mail|confirmation|acknowledg)|automatically generated|auto-?generated|(?:please )?do not (?:respond|"
    r"reply) to this|will not be (?:read|answered)|diese (?:e-?mail|nachricht) (?:wurde|ist) (?:automatisch|eine "
    r"automat)|automatisch (?:generiert|erstellt|erzeugt|versand|gegenereerd)|dies ist eine automat|bitte "
    r"(?:antworten sie nicht|nicht auf diese)|ceci est (?:un|une) (?:message|réponse|e-?mail) automatique|merci "
    r"de ne pas répondre|(?:este|esta) es (?:un|una) (?:mensaje|respuesta|correo) automátic|no responda a este|"
    r"questo (?:è un|messaggio|e-?mail).{0,30}automatic|esta é uma (?:mensagem|resposta) automática|dit is een "
    r"automatisch|wiadomość .{0,30}(?:automatycznie|wygenerowana)|автоматическ|このメールは.{0,30}自動|"
    r"自動(?:送信|返信|配信)|自动(?:发送|回复|生成)|자동으로 발송|otomatik olarak|(?:detta|det här) (?:är|"
    r"meddelande).{0,20}automatisk|dette er (?:en|et|ei) automatisk|tämä on automaatti|automaattinen (?:viesti|"
    r"vastaus)|automatick(?:á|y|ou|é)|automatikus(?:an)? (?:üzenet|válasz|gener|küld)|автоматичн|(?:răspuns|mesaj|"
    r"generat) automat|αυτόματ|تلقائي|אוטומטי|automatsk[aiou]|tự động"
)

# ruff: noqa: E501  wide characters count double
"""What mail programs write around a quotation, in the languages people use: tables only. Lower case, casefolded."""

# The verb of "On ... Ann wrote:". It may stand anywhere in the line.
WROTE = (
    *(
        "wrote",
        "writes",
        "schrieb",
        "geschrieben",
        "a écrit",
        "escribió",
        "ha scritto",
        "scrive",
        "escreveu",
        "schreef",
    ),
    *("heeft geschreven", "napisał", "pisze", "написал", "пишет", "писал", "написав", "пише", "napsal", "napísal"),
    *("skrev", "kirjoitti", "yazdı", "a scris", "írta", "έγραψε", "كتب", "כתב", "のメール", "書きました", "さんは書き"),
    *("写道", "寫道", "님이 작성", "작성:", "kirjutas", "rakstīja", "rašė", "je napisao", "je napisala", "написа"),
    *("va escriure", "skrifaði", "đã viết", "menulis", "เขียน", "ने लिखा", "نوشت", "napisao je", "je pisal", "מאת"),
)
# How the first line of an attribution begins.
OPENERS = (
    *(
        "on ",
        "am ",
        "le ",
        "el ",
        "il giorno",
        "il ",
        "em ",
        "op ",
        "w dniu",
        "dne ",
        "den ",
        "på ",
        "στις ",
        "في ",
        "vào ",
    ),
    *(
        "בתאריך",
        "em ",
        "a ",
        "la ",
        "in data",
        "dnia ",
        "dňa ",
        "mån",
        "man.",
        "tir",
        "ons",
        "tor",
        "fre",
        "lör",
        "sön",
    ),
    *(
        "pon",
        "wt",
        "śr",
        "czw",
        "pt",
        "sob",
        "niedz",
        "po ",
        "út",
        "st ",
        "čt",
        "pá",
        "so ",
        "ne ",
        "пн",
        "вт",
        "ср",
        "чт",
    ),
    *(
        "пт",
        "сб",
        "вс",
        "нд",
        "ma ",
        "ti ",
        "ke ",
        "to ",
        "pe ",
        "la ",
        "su ",
        "în ",
        "lun",
        "mar",
        "mer",
        "jeu",
        "ven",
    ),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "quoting ", "zitat von", "2", "1", "3", "0", "at ", "pe "),
)
# Labels of the header block that Outlook and others put above the mail they quote -> what they stand for.
LABELS: dict[str, str] = {
    label: kind
    for kind, labels in {
        "from": "from|von|de|da|van|od|от|від|från|fra|lähettäjä|kimden|gönderen|差出人|送信者|发件人|寄件者|寄件人"
        "|보낸 사람|보낸사람|من|מאת|από|feladó|de la|expéditeur|remitente|mittente|remetente|afzender|nadawca|отправитель"
        "|odesílatel|avsändare|afsender|avsender|saatja|no",
        "date": "sent|date|gesendet|datum|envoyé|enviado|enviado el|fecha|inviato|data|verzonden|wysłano|wysłane"
        "|отправлено|дата|надіслано|odesláno|skickat|sendt|lähetetty|päivämäärä|dato|gönderildi|gönderilme tarihi|tarih"
        "|送信日時|日時|日付|发送时间|日期|时间|寄件日期|보낸 날짜|날짜|تم الإرسال|التاريخ|تاريخ|נשלח|תאריך|στάλθηκε|ημερομηνία|elküldve|dátum"
        "|trimis|dată|envoyé le|data invio|enviada em",
        "to": "to|an|à|a|para|aan|do|кому|komu|till|til|vastaanottaja|kime|alıcı|宛先|收件人|받는 사람|받는사람|إلى|אל|προς"
        "|címzett|către|destinataire|destinatario|kopie|cc|kopia|copie"
        "|cc:|копия|копія|kopi|kopio|bilgi|抄送|副本|참조|نسخة|עותק",
        "subject": "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|тема|předmět|predmet|ämne|emne|aihe|konu"
        "|件名|主题|主題|主旨|제목|الموضوع|נושא|θέμα|tárgy|subiect|sujet|re",
    }.items()
    for label in labels.split("|")
}
# Between dashes or on a line of its own: what follows is another mail.
ORIGINAL = (
    *("original message", "forwarded message", "begin forwarded message", "ursprüngliche nachricht"),
    *("weitergeleitete nachricht", "message d'origine", "message original", "message transféré", "mensaje original"),
    *("mensaje reenviado", "messaggio originale", "messaggio inoltrato", "mensagem original", "mensagem encaminhada"),
    *("oorspronkelijk bericht", "doorgestuurd bericht", "wiadomość oryginalna", "oryginalna wiadomość"),
    *("исходное сообщение", "пересылаемое сообщение", "původní zpráva", "ursprungligt meddelande"),
    *("vidarebefordrat meddelande", "oprindelig meddelelse", "opprinnelig melding", "alkuperäinen viesti"),
    *(
        "orijinal mesaj",
        "原始邮件",
        "原始郵件",
        "元のメッセージ",
        "转发邮件",
        "원본 메시지",
        "eredeti üzenet",
        "mesaj original",
    ),
    *("αρχικό μήνυμα", "الرسالة الأصلية", "הודעה מקורית", "початкове повідомлення", "anfang der weitergeleiteten"),
    *("inizio messaggio inoltrato", "début du message", "inicio del mensaje reenviado", "-original message-"),
)
# The whole last line of a mail from a telephone or a web mailer begins so.
DEVICE = (
    *("sent from my ", "sent from outlook", "sent from mail for", "sent from yahoo", "sent from proton", "sent via "),
    *("sent with proton", "sent from samsung", "get outlook for ", "von meinem ", "gesendet von ", "gesendet mit "),
    *(
        "diese nachricht wurde von meinem ",
        "envoyé de mon ",
        "envoyé depuis ",
        "envoyé à partir de ",
        "télécharger outlook",
    ),
    *("enviado desde mi ", "enviado desde ", "obtener outlook para ", "enviado do meu ", "enviado a partir do "),
    *(
        "enviado de meu ",
        "inviato da ",
        "inviato dal ",
        "verzonden vanaf mijn ",
        "verstuurd vanaf mijn ",
        "verzonden vanuit ",
    ),
    *(
        "wysłane z ",
        "wysłano z ",
        "отправлено с ",
        "надіслано з ",
        "odesláno z ",
        "skickat från ",
        "sendt fra min ",
        "sendt fra ",
    ),
    *(
        "lähetetty ",
        "iphone'umdan gönderildi",
        "iphonedan gönderildi",
        "iphoneから送信",
        "ipadから送信",
        "发自我的",
        "從我的",
    ),
    *(
        "나의 iphone에서 보냄",
        "내 iphone에서 보냄",
        "نُشر من",
        "أُرسلت من",
        "נשלח מה",
        "trimis de pe ",
        "az iphone-omról",
        "στάλθηκε από",
    ),
    *("sent from ", "xiaomiから", "androidから送信", "galaxyから送信"),
)
# A last paragraph that begins so was added by an office's mail server.
DISCLAIMERS = (
    *(
        "this e-mail and any",
        "this email and any",
        "this message and any attach",
        "confidentiality notice",
        "disclaimer:",
    ),
    *("this communication is confidential", "the information in this email is", "the information contained in this"),
    *(
        "this email is confidential",
        "this e-mail is confidential",
        "this message is confidential",
        "diese e-mail enthält",
    ),
    *(
        "diese e-mail kann vertrauliche",
        "ce message et toutes les pièces",
        "ce message est confidentiel",
        "este mensaje y",
    ),
    *(
        "este correo electrónico",
        "questo messaggio e",
        "le informazioni contenute",
        "esta mensagem",
        "dit bericht",
        "deze e-mail",
    ),
    *("please consider the environment", "think before you print", "this email has been scanned", "virus-free."),
)

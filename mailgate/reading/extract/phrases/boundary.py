"""What stands above another's mail that is not marked line by line: header names, rules with words, marker lines."""

from mailgate.reading.extract.phrases import as_typed, phrases

LABELS: dict[str, str] = {
    label: kind
    for kind, labels in {
        "from": """
            from | von | de | da | van | od | от | від | від кого | från | fra | lähettäjä | kimden |
            gönderen | 差出人 | 送信者 | 发件人 | 寄件者 | 寄件人 | 發件人 | 보낸 사람 | 보낸사람 | من | מאת |
            από | feladó | de la | expéditeur | remitente | mittente | remetente | afzender | nadawca |
            отправитель | odesílatel | odosielateľ | avsändare | afsender | avsender | saatja | no | reply-to |
            от кого | absender | expeditorul | šalje | pošiljatelj | пошиљалац | подател | nuo | từ | จาก | dari |
            送信元 | 보낸이 | فرستنده | sender
        """,
        "date": """
            sent | date | gesendet | datum | envoyé | envoyée | enviado | enviado el | fecha | inviato | data |
            verzonden | wysłano | wysłane | отправлено | дата | надіслано | odesláno | odoslané | dátum |
            skickat | sendt | lähetetty | päivämäärä | päiväys | dato | gönderildi | gönderilme tarihi |
            tarih | 送信日時 | 日時 | 日付 | 发送时间 | 日期 | 时间 | 寄件日期 | 傳送日期 | 보낸 날짜 |
            보낸날짜 | 날짜 | تم الإرسال | أرسلت | التاريخ | تاريخ | נשלח | תאריך | στάλθηκε | απεσταλμένα |
            ημερομηνία | elküldve | trimis | dată | envoyé le | data invio | enviada em | enviada | skickade |
            sendt den | date d'envoi | data wysłania | sent on | sent at | відправлено | poslano | изпратено |
            saadetud | kuupäev | nosūtīts | išsiųsta | enviat | received | đã gửi | ngày | ส่ง | วันที่ | dikirim |
            tanggal | תאריך שליחה | ارسال شده
        """,
        "to": """
            to | an | à | a | para | aan | do | кому | komu | pre | till | til | vastaanottaja | kime | alıcı |
            宛先 | 收件人 | 收件者 | 받는 사람 | 받는사람 | إلى | אל | προς | címzett | către | destinataire |
            destinatario | destinatários | empfänger | kopie | cc | kopia | copie | dw | bcc | копия | копія |
            kopi | kópia | kopio | bilgi | 抄送 | 副本 | 참조 | نسخة | עותק | κοιν | κοινοποίηση |
            másolatot kap | organization | másolat | pour | copie à | kopie (cc) | prima | za | gönderilen |
            adresat | destinatarul | 送信先 | до | получатель | kellele | kam | per a | tới | đến | ถึง | kepada | به |
            antwort an | antwoord aan | répondre à | responder a | rispondi a | odgovori na | odpovedať-pre |
            odpověď na | odpowiedź-do | răspuns către | svar til | svara till | vastaus | válaszcím | yanıt adresi |
            кому відповісти | ответ-кому | receiver | recipient
        """,
        "subject": """
            subject | betreff | objet | asunto | oggetto | assunto | onderwerp | temat | тема | předmět |
            predmet | ämne | emne | aihe | konu | 件名 | 主题 | 主題 | 主旨 | 제목 | الموضوع | נושא | θέμα |
            tárgy | subiect | sujet | re | thema | ogg | naslov | subiectul | zadeva | относно | teema | tēma | tema |
            assumpte | chủ đề | tiêu đề | เรื่อง | subjek | perihal | موضوع
        """,
    }.items()
    for label in as_typed(phrases(labels))
}
"""Names in the block that Outlook and others put above the mail they answer -> what they stand for."""

ORIGINAL = phrases(
    """
    original message | original appointment | forwarded message | forwarded by | begin forwarded message |
    reply message | ursprüngliche nachricht | originalnachricht | original-nachricht | weitergeleitete nachricht |
    anfang der weitergeleiteten | urspr. nachricht | antwort nachricht | message d'origine | message d’origine |
    message original | message transféré | message transfere | début du message | e-mail d'origine |
    mensaje original | mensaje reenviado | inicio del mensaje reenviado | messaggio originale | messaggio inoltrato |
    inizio messaggio inoltrato | inizio del messaggio inoltrato | mensagem original | mensagem encaminhada |
    mensagem reencaminhada | início da mensagem | oorspronkelijk bericht | oorspronkelijke bericht |
    doorgestuurd bericht | begin doorgestuurd bericht | begin van doorgestuurd bericht | wiadomość oryginalna |
    oryginalna wiadomość | wiadomość przekazana | treść przekazanej wiadomości | początek przekazywanej |
    исходное сообщение | оригинальное сообщение | пересылаемое сообщение | пересланное сообщение |
    начало переадресованного | початкове повідомлення | оригінальне повідомлення | переслане повідомлення |
    přeposílaná zpráva | přeposlaná zpráva | původní zpráva | začátek přeposílané | pôvodná správa |
    ursprungligt meddelande | originalmeddelande | vidarebefordrat meddelande | vidarebefordrat mejl |
    vidarebefordrat brev | oprindelig meddelelse | oprindelig besked | videresendt meddelelse |
    start på videresendt | videresendt besked | opprinnelig melding | videresendt melding | alkuperäinen viesti |
    välitetty viesti | edelleenlähetetty viesti | välitetty viesti alkaa | orijinal mesaj | iletilen mesaj |
    özgün ileti | iletilmiş ileti | 原始邮件 | 原始郵件 | 原邮件 | 转发邮件 | 轉寄郵件 | 转发的邮件 | 已转发的邮件 |
    元のメッセージ | 転送メッセージ | 転送されたメッセージ | 오리지널 메시지 | 원본 메시지 | 원본메시지 |
    전달된 메시지 | eredeti üzenet | továbbított üzenet | továbbított levél | mesaj original | mesaj redirecționat |
    mesajul original | αρχικό μήνυμα | προωθημένο μήνυμα | الرسالة الأصلية | رسالة أصلية | رسالة معاد توجيهها |
    הודעה מקורית | הודעה שהועברה | origineel bericht | message transmis | preposlaná správa | przekazana wiadomość |
    wiadomość przesłana dalej | перенаправлене повідомлення | перенаправленное сообщение | proslijeđena poruka |
    izvorna poruka | iletilen ileti | iletilmiş mesaj | メッセージを転送 | započni proslijeđenu poruku |
    začiatok preposlanej správy | începe mesajul redirecționat | ileti başlangıcı | початок листа, що пересилається |
    izvirno sporočilo | posredovano sporočilo | оригинално съобщение | препратено съобщение | algne kiri |
    edastatud kiri | missatge original | missatge reenviat | thư gốc | thư đã chuyển tiếp | pesan asli |
    pesan terusan | ข้อความต้นฉบับ | پیام اصلی | replied message | 回复的原邮件 | 回复的邮件 | 回覆的原郵件
    """
)
"""Between dashes, or on a line of its own with a colon: what follows is another mail."""

WHOLE = phrases("original message processed by")
"""The same without a sign, as a groupware writes it."""

ANSWER_ABOVE = phrases(
    """
    please answer above this line | reply above this line | type your reply above this line |
    respond above this line | reply above the line | write above this line | reply above this email |
    please reply above | above this line to | oberhalb dieser linie | über dieser linie | über diese linie |
    au-dessus de cette ligne | dessus de cette ligne | encima de esta línea | arriba de esta línea |
    sopra questa riga | sopra questa linea | acima desta linha | boven deze regel | boven deze lijn |
    powyżej tej linii | nad tą linią | выше этой строки | над этой строкой | вище цього рядка | nad tento řádek |
    nad tímto řádkem | ovanför den här raden | ovanför denna rad | over denne linje | over denne linjen |
    tämän rivin yläpuolelle | bu satırın üstüne | この行より上 | この線の上 | 在此行上方 | 在此線上方 | 이 줄 위에 |
    πάνω από αυτή | deasupra acestei linii | e fölé a sor fölé | a sor fölé | מעל שורה זו | فوق هذا السطر
    """
)
"""Helpdesks ask for the answer above such a line; below it is theirs."""

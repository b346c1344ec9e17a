"""What mail servers, lists and offices add below a mail, or above it."""

from mailgate.reading.extract.phrases import phrases

DISCLAIMERS = phrases(
    """
    this e-mail and any | this email and any | this message and any | confidentiality notice | confidentiality note |
    disclaimer | legal notice | privileged and confidential | this communication is | this communication and |
    the information in this e | the information contained in | the contents of this e | this transmission |
    notice: this | this email is confidential | this e-mail is confidential | this message is confidential |
    this message is intended | this email is intended | this e-mail is intended |
    this message contains confidential | this email contains confidential | this e-mail contains |
    this email may contain | this e-mail may contain | this message may contain | any views or opinions |
    if you are not the intended recipient | if you have received this | diese e-mail enthält | diese e-mail kann |
    diese e-mail ist | diese nachricht ist vertraulich | diese nachricht enthält | diese nachricht kann |
    der inhalt dieser e-mail | die in dieser e-mail | wichtiger hinweis | vertraulichkeitshinweis |
    diese e-mail und | ce message et | ce message est | ce courriel | ce courrier électronique | cet e-mail |
    le contenu de ce | les informations contenues dans ce | avis de confidentialité | este mensaje y |
    este mensaje va dirigido | este mensaje se dirige | este mensaje contiene | este mensaje puede |
    este correo electrónico | este correo y | este e-mail | la información contenida en este |
    la información incluida en | aviso de confidencialidad | aviso legal | questo messaggio |
    le informazioni contenute | il presente messaggio | la presente e-mail | questa e-mail | questa email |
    avviso di riservatezza | ai sensi del | le informazioni trasmesse | esta mensagem | este e-mail pode |
    as informações contidas | a informação contida | aviso de confidencialidade | o conteúdo deste |
    o conteúdo desta | dit bericht | dit e-mailbericht | deze e-mail | de informatie in dit | de informatie in deze |
    de inhoud van dit | de inhoud van deze | ta wiadomość | niniejsza wiadomość | treść tej wiadomości |
    informacje zawarte w | wiadomość ta | это сообщение | это электронное | это письмо | эта электронная |
    данное сообщение | настоящее сообщение | це повідомлення | цей лист | tato zpráva | tento e-mail | obsah této |
    tento email | detta meddelande | det här meddelandet | denne e-mail | denne mail | denne meddelelse |
    denne e-posten | denne meldingen | tämä viesti | tämä sähköposti | bu e-posta | bu mesaj | bu elektronik posta |
    本メール | このメールは | このメールには | 本电子邮件 | 本邮件 | 此邮件 | 本郵件 | 이 메일 | 이 이메일 |
    본 메일 | هذه الرسالة | הודעה זו | το παρόν | αυτό το μήνυμα | ez az e-mail | ez az üzenet | jelen üzenet |
    acest mesaj | acest e-mail
    """
)
"""How the paragraph begins that an office's mail server adds; one of CONFIDENTIAL must be in it, too."""

HEADINGS = frozenset(
    phrases(
        """
        disclaimer | email disclaimer | e-mail disclaimer | confidentiality notice | confidentiality note |
        legal notice | legal disclaimer | important notice | privacy notice | haftungsausschluss | wichtiger hinweis |
        vertraulichkeitshinweis | rechtlicher hinweis | avertissement | avis de confidentialité | mentions légales |
        aviso legal | aviso de confidencialidad | aviso de confidencialidade | avviso di riservatezza |
        informativa privacy | klauzula poufności | конфиденциально | 免责声明 | 免責事項
        """
    )
)
"""What a disclaimer is called in a line above it."""

NOTES = phrases(
    """
    please consider the environment | think before you print | think before printing | save paper | save a tree |
    before printing this | this email has been scanned | this e-mail has been scanned |
    this message has been scanned | this email has been checked | virus-free. | scanned by | checked by avg |
    e-mail secured by | bitte denken sie an die umwelt | bitte prüfen sie, ob diese | diese e-mail wurde von avast |
    virenfrei | pensez à l'environnement | pensez à l’environnement | avant d'imprimer | avant d’imprimer |
    n'imprimez ce | garanti sans virus | antes de imprimir | libre de virus | prima di stampare |
    rispetta l'ambiente | denk aan het milieu | sender notified by | help save paper |
    this e-mail message has been scanned | outgoing mail is certified | incoming mail is certified |
    no virus found in this | the message was checked by | this message was sent using | this mail sent through |
    this mail was sent through | do you yahoo | diese e-mail wurde von avg | diese nachricht wurde auf viren |
    ce message a été vérifié | l'absence de virus dans | questa e-mail è stata controllata |
    este correo electrónico ha sido comprobado | este mensaje ha sido analizado | deze e-mail is gecontroleerd |
    tato zpráva neobsahuje viry | проверено на вирусы | это сообщение проверено
    """
)
"""How a line begins that asks to spare paper, or tells of a virus scanner."""

CONFIDENTIAL = phrases(
    """
    confidential | privileged | intended recipient | intended only | intended solely | addressee | unauthorized |
    unauthorised | strictly prohibited | delete it | delete this | destroy all copies | notify the sender |
    notify us | in error | liability | virus | disclos | vertraulich | unbefugt | adressat | empfänger | irrtümlich |
    vernichten | löschen | untersagt | rechtlich geschützt | confidentiel | destinataire | par erreur |
    non autorisé | détruire | supprimer | confidencial | destinatario | por error | eliminar | prohibid | destruir |
    riservat | per errore | distrugg | cancellar | vietat | destinatário | por engano | apagar | proibid |
    vertrouwelijk | geadresseerde | abusievelijk | verwijderen | poufne | poufny | adresat | omyłk | usuń |
    usunięcie | конфиденциальн | адресат | ошибочно | удалите | конфіденційн | důvěrn | omylem | konfidentiell |
    fortrolig | mottakeren | modtager | luottamukselli | vastaanottaja | gizli | alıcı | 機密 | 秘密 | 保密 | 机密 |
    收件人 | 機密情報 | 기밀 | 수신 | سرية | חסוי | סודי | εμπιστευτικ | bizalmas | címzett | confidențial |
    destinatar
    """
)
"""Words of a disclaimer: three of them in one long last paragraph are one, whatever it begins with."""

LIST_SIGNS = phrases(
    """
    mailing list | mailinglist | to unsubscribe | unsubscribe: | unsubscribe from | unsubscribe send | listinfo |
    list-unsubscribe | you received this message because you are subscribed | you are receiving this because |
    you're receiving this | you received this email because | to stop receiving emails from |
    manage your subscription | to change your subscription | google groups | yahoo! groups | yahoogroups |
    liste de diffusion | se désabonner | désinscri | lista de correo | mailingliste | abmelden | abbestellen |
    lista di discussione | lista de discussão | list archives | view this topic | reply to this email directly |
    view it on github | visit topic | unsubscribe@ | -request@ | afmelden | wypisać | отписаться |
    to post to this group | to respond, reply to this email | lists. | mailman | groups.io | yahoo! groups is subject
    """
)
"""One of them in the last short lines below a rule: a list's footer."""

BANNERS = phrases(
    """
    caution: this | caution: external | caution - external | caution: do not | [external] | external email |
    external sender | external message | [external email] | warning: this email | warning: this e-mail |
    this email originated outside | this email originated from outside | this message originated from outside |
    this message originated outside | achtung: diese e-mail | achtung externe | externe e-mail | vorsicht: externe |
    attention : ce | attention: ce | ce courriel provient | precaución: | let op: deze | you don't often get email |
    you don’t often get email | some people who received this message | sie erhalten nicht oft
    """
)
"""How a mail server's warning above a mail begins."""

OUTSIDE = phrases(
    """
    outside | external | extern | learn why | do not click | don't often get | don’t often get | links
    """
)
"""A word that such a warning has."""

ADVERTISED = phrases(
    """
    do you yahoo | yahoo! mail | yahoo! messenger | yahoo! photos | yahoo! groups sponsor | join.msn | msn explorer |
    msn messenger | with msn | hotmail | windows live | email is sponsored by | this message was sent using |
    this mail sent through | internet messaging program | mailmarshal | anti-virus | antivirus | virus database |
    no virus found | certified virus free | nod32 | get your free | free email | free e-mail | freemail | mail.com |
    lycos | netscape | p.sf.net | incredimail | protect your pc | express yourself instantly | chat with friends online
    """
)
"""One of them in the first short lines below a rule, at the end: what a web mailer or a virus scanner advertises."""

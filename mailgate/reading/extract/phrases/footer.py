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
    acest mesaj | acest e-mail | the content of this e | the contents of this message | the content of this message |
    de informatie verzonden | denna e-post | detta e-post | detta mejl | 이 전자우편
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
    think before you print | think before printing | before printing this | this email has been scanned |
    this e-mail has been scanned |
    this message has been scanned | this email has been checked | virus-free. | scanned by | checked by avg |
    e-mail secured by | diese e-mail wurde von avast | virenfrei | garanti sans virus | libre de virus |
    sender notified by |
    this e-mail message has been scanned | outgoing mail is certified | incoming mail is certified |
    no virus found in this | the message was checked by | this message was sent using | this mail sent through |
    this mail was sent through | do you yahoo | diese e-mail wurde von avg | diese nachricht wurde auf viren |
    ce message a été vérifié | l'absence de virus dans | questa e-mail è stata controllata |
    este correo electrónico ha sido comprobado | este mensaje ha sido analizado | deze e-mail is gecontroleerd |
    tato zpráva neobsahuje viry | проверено на вирусы | это сообщение проверено |
    any opinions expressed in this e | opinions, conclusions and other information in this |
    aan dit bericht kunnen geen rechten | aan deze e-mail kunnen geen rechten
    """
)
"""How a line begins that asks to spare paper, or tells of a virus scanner."""

PRINTED = phrases(
    """
    print | druck | imprim | stampa | utskrift | skriver ut | skriva ut | udskriv | skriv ut | tulosta | wydruk |
    drukow | drukuj | печата | распеча | друку | vytisk | tisknou | tisknete | tlač | nyomtat | tipări | imprima |
    yazdır | çıktı | εκτυπ | prentar | prenta | spausdin | drukā | printi | natis | ispis | štampa | отпечат |
    印刷 | 打印 | 列印 | 인쇄 | 출력 | طباعة | להדפיס | הדפס
    """
)
SPARED = phrases(
    """
    environment | green | tree | paper | unless | necessary | needed | umwelt | papier | nötig | erforderlich |
    notwendig | wirklich | environnement | planète | nécessaire | arbre | medio ambiente | medioambiente | árbol |
    necesario | ambiente | necessari | necessário | árvore | milieu | nodig | środowisk | drzew | папер | природ |
    окружающ | дерев | необходим | довкілл | životní prostředí | životné prostredie | přírod | miljö | miljø |
    ympäristö | környezet | mediul | natur | çevre | doğa | ağaç | περιβάλλον | umhverfi | aplink | vidi | keskkon |
    okolj | okoliš | околн | 環境 | 环境 | 环保 | 環保 | 必要 | 환경 | البيئة | סביבה
    """
)
MAILED = phrases(
    """
    mail | message | nachricht | courriel | correo | mensaje | messaggio | mensagem | bericht | wiadomoś | письм |
    сообщени | лист | zpráv | správ | mejl | e-post | meddelande | meddelelse | besked | melding | sähköposti |
    viesti | levél | üzenet | mesaj | e-posta | μήνυμα | póst | laišk | vēstul | kiri | sporočil | poruk | メール |
    邮件 | 郵件 | 메일 | رسالة | بريد | הודעה | מייל
    """
)
"""A short last paragraph that has one of each asks not to print the mail."""

SPARING = phrases(
    """
    please consider the environment |
    bitte denken sie an die umwelt | denken sie an die umwelt | bitte prüfen sie, ob diese | pensez à l |
    avant d'imprimer | avant d’imprimer | n'imprimez ce | n’imprimez ce | antes de imprimir | prima di stampare |
    rispetta l'ambiente | rispetta l’ambiente | denk aan het milieu | tänk på miljön | tænk på miljøet |
    tenk på miljøet | zanim wydrukujesz | p please consider the environment
    """
)
"""How such a paragraph begins that need not say that it is about a mail, where it has the other two."""

REGISTERED = phrases(
    """
    registered in england | registered in scotland | registered in ireland | registered in wales |
    registered office | registered number | registered no | company number | company no | registered charity |
    charity no | charity number | vat no | vat reg | vat number | amtsgericht | handelsregister | registergericht |
    hrb | sitz der gesellschaft | sitz: | geschäftsführ | vorstand: | aufsichtsrat | ust-id | ust.-id |
    umsatzsteuer-id | firmenbuch | siège social | siret | siren | au capital de | registro mercantil | p.iva |
    p. iva | partita iva | codice fiscale | cod. fisc | registro imprese | capitale sociale | cnpj | kvk | btw-nummer |
    regon | sąd rejonowy | kapitał zakładowy | инн | огрн | ičo | dič | org.nr | orgnr | org. nr | cvr | y-tunnus |
    adószám | cégjegyzék | mersis
    """
)
"""Two of them, the first at the beginning, in a short last paragraph with a long number: so companies must write."""

PRIVACY = phrases(
    """
    en cumplimiento de la normativa de protección | en cumplimiento de lo dispuesto en el reglamento |
    en cumplimiento del reglamento | de conformidad con lo dispuesto en el reglamento |
    conforme a la normativa de protección | administratorem danych | administratorem twoich danych |
    administratorem państwa danych | administratorem pani/pana danych | informationen zum datenschutz |
    hinweise zum datenschutz | informationen zur verarbeitung | datenschutzhinweise | datenschutz: |
    informacje o przetwarzaniu danych | our privacy | read our privacy | for information about how we use your |
    for information on how we use your | how we use your personal | ai sensi del regolamento |
    informativa sulla privacy | informativa privacy | informatie over hoe wij omgaan | mer information om hur vi |
    läs om hur vi | läs mer om hur | vi behandlar personuppgifter
    """
)
"""How a short last paragraph with an address begins that tells how an office keeps people's data."""

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

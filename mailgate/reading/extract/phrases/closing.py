"""How people end a letter: what stands above the name."""

from mailgate.reading.extract.phrases import as_typed, phrases, words

FAREWELLS = as_typed(
    phrases(
        """
        all best | faithfully | in solidarity | blessings | with appreciation | with gratitude | lieber gruß |
        mit gruß | freundlichst | es grüßt herzlich | sincèrement | cordiales salutations | bisous | slds | sin
        otro particular | un saluto | saluti cordiali | un abbraccio | beste groeten | warme groet | liefs | met
        dank | łączę pozdrowienia | pzdr | с ув | lepo pozdravljeni | vänligen | beste hilsener | tervitades |
        pagarbiai | geriausi linkėjimai | en iyi dileklerimle | hürmetlerimle | maradok tisztelettel | numai
        bine | μετά τιμής | με σεβασμό | сърдечни поздрави | с поздрав | срдачан поздрав | с поштовањем | 致敬 |
        祝工作顺利 | والسلام | בברכת חברים | ברגשי כבוד | salutacions | cordialment | atentament | una salutació |
        thân mến | kính thư | salam hormat | kær kveðja | kveðja | bestu kveðjur | un saúdo | saúdos | is mise
        le meas | le meas | cofion | cofion cynnes | agur |
        よろしくお願いします | よろしくお願いいたします | 宜しくお願いします | 宜しくお願い致します |
        よろしくお願い致します | 何卒よろしくお願いいたします | どうぞよろしくお願いいたします |
        引き続きよろしくお願いいたします | 以上 | 以上です |
        regards | best regards | respectfully submitted | with thanks and regards | مع تحياتي | تحياتي لكم | bg |
        hg | sg | kind regards | kindest regards | warm regards | warmest regards | with regards |
        with kind regards | with best regards | with warm regards | all the best | best wishes | with best wishes |
        warm wishes | warmly | sincerely | sincerely yours | yours sincerely | yours faithfully | yours truly |
        respectfully | respectfully yours | cordially | cheers | rgds | very best | sincere regards | many regards |
        regards from | mit freundlichen grüßen | mit freundlichem gruß | mit freundlichen grüssen |
        mit freundlichem gruss | mit besten grüßen | mit besten grüssen | mit herzlichen grüßen | mit lieben grüßen |
        freundliche grüße | freundliche grüsse | freundlichen gruß | viele grüße | viele grüsse | beste grüße |
        beste grüsse | besten gruß | liebe grüße | liebe grüsse | lieben gruß | herzliche grüße | herzliche grüsse |
        herzlichst | schöne grüße | schöne grüsse | grüße | grüsse | gruß | gruss | grüßle | grüßli |
        grüessli | liebs grüessli | mfg | hochachtungsvoll |
        freundlich grüßt | es grüßt | mit freundlichen gruessen | viele gruesse | liebe gruesse | beste gruesse |
        gruesse | cordialement | bien cordialement | très cordialement | bien à vous | bien à toi | amicalement |
        sincères salutations | meilleures salutations | salutations | salutations distinguées | respectueusement |
        cdlt | cdt | amitiés | salutations cordiales | bien amicalement | avec mes meilleures salutations | saludos |
        un saludo | saludos cordiales | un cordial saludo | cordiales saludos | cordialmente | atentamente | atte |
        muy atentamente | saludos afectuosos | reciba un cordial saludo | reciban un cordial saludo |
        mis mejores saludos | salu2 | cordiali saluti | distinti saluti | un cordiale saluto | saluti |
        tanti saluti | cari saluti | un caro saluto | in fede | atenciosamente | com os melhores cumprimentos |
        melhores cumprimentos | cumprimentos | os melhores cumprimentos | saudações | respeitosamente |
        met vriendelijke groet | met vriendelijke groeten | vriendelijke groet | vriendelijke groeten |
        hartelijke groet | hartelijke groeten | met hartelijke groet | groeten | groet | groetjes | mvg |
        hoogachtend | met groet | pozdrawiam | pozdrawiam serdecznie | serdecznie pozdrawiam | z poważaniem |
        z powazaniem | z wyrazami szacunku | łączę wyrazy szacunku | pozdrowienia | z pozdrowieniami | с уважением |
        с наилучшими пожеланиями | всего доброго | искренне ваш | с приветом | с уважением и благодарностью |
        з повагою | з найкращими побажаннями | всього найкращого | щиро ваш | щиро ваша | s pozdravem | s úctou |
        s přátelským pozdravem | s pozdravom | s pozdravy | med vänlig hälsning | med vänliga hälsningar |
        vänliga hälsningar | vänlig hälsning | bästa hälsningar | hälsningar | hälsning | mvh | hälsar |
        många hälsningar | varma hälsningar | med venlig hilsen | venlig hilsen | med venlige hilsner |
        venlige hilsner | bedste hilsner | de bedste hilsner | hilsen | mange hilsner | dbh | kærlig hilsen |
        de bedste hilsener | med vennlig hilsen | vennlig hilsen | beste hilsen | med hilsen | vennlige hilsener |
        med vennlige hilsener | ystävällisin terveisin | terveisin | parhain terveisin | kunnioittavasti |
        yst. terv | terv | terkuin | ystävällisesti | saygılarımla | saygılarımızla | saygılar | sevgiler |
        selamlar | hoşça kalın | 敬具 | 草々 | 此致 | 此致敬礼 | 敬礼 | 祝好 | 顺祝商祺 | 顺颂商祺 | 顺颂时祺 |
        祝您工作顺利 | 此致 敬礼 | 敬上 | 敬祝 | 祝商祺 | 順頌商祺 | 此致敬禮 | 안녕히 계세요 | مع التحية |
        مع أطيب التحيات | تحياتي | مع خالص التحية | وتفضلوا بقبول فائق الاحترام | أطيب التحيات | مع التقدير |
        مع الاحترام | בברכה | בכבוד רב | תודה וברכה | בברכה רבה | בידידות | με εκτίμηση | με φιλικούς χαιρετισμούς |
        φιλικά | χαιρετισμούς | με τιμή | εγκάρδια | üdvözlettel | tisztelettel | üdv | szívélyes üdvözlettel |
        baráti üdvözlettel | cu stimă | cu respect | cu considerație | toate cele bune | salutări | cu drag |
        al dumneavoastră | s poštovanjem | srdačan pozdrav | pozdrav | lijep pozdrav | lep pozdrav | s spoštovanjem |
        поздрави | с уважение | su pagarba | ar cieņu | lugupidamisega | parimate soovidega | trân trọng | salam |
        hormat saya | ด้วยความเคารพ
        """
    )
)
"""A whole line, less its punctuation. Formal enough to be cut even where no name stands below."""

THANKS = as_typed(
    phrases(
        """
        hugs | later | see you | looking forward | looking forward to hearing from you | looking forward to your
        reply | have a lovely day | onwards | god bless | bis dann | alles gute | alles liebe | ihr | ihre |
        dein | deine | bonne réception | a bientôt | merci pour votre aide | dans l'attente de votre réponse |
        hasta pronto | feliz día | quedo atento | quedo atenta | quedo a la espera de su respuesta | in attesa
        di un riscontro | buon lavoro | grazie anticipatamente | desde já agradeço | bom trabalho | fijne dag |
        fijn weekend | tot ziens | miłego dnia | до свидания | přeji hezký den | pekný deň | ha det bra | hyvää
        päivänjatkoa | хубав ден | хвала | καλή συνέχεια | תודה מראש | שבוע טוב | יום טוב | gràcies | xin cảm ơn
        | diolch |
        thanks | thank you | many thanks | thanks a lot | thanks again | thanks so much | thank you so much |
        thank you very much | thanks very much | thx | tia | thanks in advance | thank you in advance | with thanks |
        much appreciated | thanks for your help | thank you for your help | have a nice day | have a great day |
        have a good day | have a nice weekend | have a great weekend | have a good weekend | have a good one |
        thanks and have a nice day | gratefully | ta | thanks in advance for your help | thanks for any help |
        happy hacking | good luck | stay safe | keep well |
        hope that helps | hope it helps | hope this helps | hth | talk soon | peace | kudos | greetings | bye | xo |
        xoxo | love | take care | à bientôt | bises | a presto | ciao | buona giornata | buona serata |
        bonne journée | bonne soirée | très bonne journée | belle journée | bonne fin de journée | удачи |
        всего хорошего | хорошего дня | гарного дня | на все добре | zdravím | hezký den | pěkný den |
        prajem pekný deň | mějte se | iyi günler | iyi çalışmalar | kolay gelsin | 감사합니다 | 고맙습니다 | 드림 |
        좋은 하루 되세요 | 수고하세요 | مع الشكر | בתודה | καλή σας μέρα | szép napot | minden jót | köszönettel |
        o zi bună | allt gott | alt godt | un abrazo | abrazos | abraço | abraços | um abraço | t | t. | yt | gr |
        best | yours | br | kr | kh | vh | vg | lg | att | abs | bests | danke | vielen dank | besten dank |
        herzlichen dank | danke schön | danke sehr | vielen dank im voraus | danke im voraus | schönen tag |
        schönen tag noch | schönes wochenende | bis bald | servus | tschüss | danke und gruß | dank im voraus |
        merci | merci beaucoup | merci d'avance | merci d’avance | merci par avance | avec mes remerciements |
        bon week-end | gracias | muchas gracias | gracias de antemano | mil gracias | gracias y saludos | grazie |
        grazie mille | molte grazie | grazie in anticipo | ti ringrazio | vi ringrazio | obrigado | obrigada |
        muito obrigado | muito obrigada | grato | grata | desde já obrigado | agradecido | agradecida | bedankt |
        dank je wel | dank u wel | hartelijk dank | alvast bedankt | dank u | dank je | veel dank | bvd | dziękuję |
        dziękuję bardzo | z góry dziękuję | dzięki | dziekuje | dziękujemy | спасибо | большое спасибо | благодарю |
        заранее спасибо | заранее благодарю | спасибо большое | с благодарностью | дякую | щиро дякую | дуже дякую |
        заздалегідь дякую | з вдячністю | děkuji | díky | předem děkuji | děkujeme | děkuji předem | ďakujem |
        vďaka | vopred ďakujem | tack | tack så mycket | tack på förhand | tack för hjälpen | tackar | stort tack |
        tak | mange tak | på forhånd tak | tusind tak | takk | mange takk | tusen takk | på forhånd takk | knus |
        kiitos | kiitos etukäteen | kiitoksia | kiittäen | paljon kiitoksia | teşekkürler | teşekkür ederim |
        teşekkür ederiz | çok teşekkürler | şimdiden teşekkürler | ありがとうございます | ありがとうございました |
        谢谢 | 謝謝 | 多谢 | 感谢 | 谢谢您 | 非常感谢 | شكرا | شكراً | شكرا جزيلا | شكراً جزيلاً | תודה | תודה רבה |
        ευχαριστώ | σας ευχαριστώ | ευχαριστώ πολύ | ευχαριστώ εκ των προτέρων | köszönöm | előre is köszönöm |
        köszönöm szépen | köszi | mulțumesc | vă mulțumesc | mulțumesc anticipat | mulțumiri | multumesc | hvala |
        hvala lijepa | благодаря | aitäh | paldies | ačiū | cảm ơn | terima kasih
        """
    )
)
"""Words that may be all that somebody wanted to say: a closing only with a name below."""

FORMULAS = phrases(
    """
    je vous prie d'agréer | je vous prie d’agréer | nous vous prions d'agréer | nous vous prions d’agréer |
    veuillez agréer | veuillez recevoir | je vous prie de recevoir | je vous prie de croire | recevez, madame |
    recevez, monsieur | dans l'attente de votre réponse, je vous prie | reciba un cordial | le saluda atentamente |
    les saluda atentamente | saluda atentamente | in attesa di un cortese riscontro, | porgo cordiali saluti |
    porgo distinti saluti | con i migliori saluti | subscrevo-me | z wyrazami
    """
)
"""Beginnings of farewells that are sentences."""

SHORT = frozenset(words("lg vg mvh kh gr vh lgr mvg br kr rgds cdlt cdt bg hg sg"))
"""Farewells so short that the name follows without a sign: "LG Ann"."""

JOINTS = words("and und et y e en i a och og ja ve и та és și")
"""The words that join two closings on one line."""

PLACES = words("from aus de da desde uit vanuit z ze iz из från fra")
"""What a farewell may go on with: "Viele Grüße aus Berlin"."""

AFTERWORDS = phrases(
    """
    ps | p.s | pps | nb | n.b | p. s | ps. | з.ы | p.d | pd
    """
)
"""What begins a line that belongs to the words though it stands below the name."""

HEARTS = as_typed(
    words(
        """
        regards wishes greetings yours cheers grüße grüßen gruß cordialement salutations amicalement saludos saludo
        abrazo saluti abraços abraço cumprimentos groet groeten groetjes pozdrawiam pozdrowienia pozdrowieniami pozdrav
        pozdravem hälsningar hälsning hilsen hilsner terveisin terveiset selamlar sevgiler уважением приветом повагою
        üdvözlettel salutări pozdravom
        """
    )
)
"""One of them makes a closing line of a short one that ends in a comma, above the sender's name."""

GREETINGS = as_typed(words("grüße grüßen gruß regards wishes saludos saluti salutations groeten hilsner hälsningar"))
"""The last word of a closing line of up to four words, whatever stands before it: "Sonnige Grüße"."""

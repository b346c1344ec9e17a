"""The words of "On 5 January 2026 at 10:00, Ann Smith wrote:"."""

from mailgate.reading.extract.phrases import as_typed, words

VERBS = as_typed(
    words(
        """
        wrote writes sent said says schrieb schrieben geschrieben schreibt écrit écrite escribió escribio escribe
        scritto scrive escreveu escreve schreef geschreven schrijft napisał napisała napisal pisze написал написала
        пишет писал пише написав napsal napsala napísal napísala píše skrev skriver kirjoitti yazdı yazdi yazmış
        scris írta έγραψε γράφει كتب كتبت כתב כתבה מאת kirjutas rakstīja rašė napisao napisala написа escriure
        skrifaði menulis نوشت लिखा répondu antwortete responded replied
        """
    )
)
"""The verb, as a whole word."""

VERBS_INSIDE = (
    "のメール",
    "書きました",
    "さんは書き",
    "のメッセージ",
    "写道",
    "寫道",
    "写到",
    "님이 작성",
    "님의 말",
    "작성:",
    "đã viết",
    "เขียน",
    "ने लिखा",
)
"""The verb where words are not parted by blanks."""

OPENERS = frozenset(
    words(
        """
        on am le el il em op w dnia dne dňa den på στις la in în pe pada at a vào quoting zitat citando selon في
        בתאריך 在 le. date
        """
    )
)
"""How an attribution may begin; it may also begin with a date."""

PARTICLES = frozenset(
    words(
        """
        von van de der den da di del du la le bin al und and y e zu dos of for the at für et i i.a i.v ppa gez pp p.p
        im on z w do das des el
        """
    )
)
"""Words of a name or a title that begin small."""

THROUGH = frozenset(words("via użytkownik пользователь користувач uživatel"))
"""What only a mail program writes between date and name."""

NO_NAMES = frozenset(
    words(
        """
        the a an i you he she it we they der die das ein eine ich du er sie wir ihr le la les il elle on je tu nous
        vous el los las un una yo tú él ella lo gli o os as eu ele ela de het een ik hij zij jij
        """
    )
)
"""Words beside the verb that are no name: "the council wrote" is a sentence."""

QUOTING = ("quoting ", "zitat von ", "citando ", "selon ", "quoting: ")
"""Openers that need no date: "Quoting Ann Smith <ann@reader.example>:"."""

MONTHS = frozenset(
    words(
        """
        january february march april may june july august september october november december jan feb mar apr jun jul
        aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember jän mrz okt dez janvier février
        mars avril juin juillet août septembre octobre novembre décembre janv févr avr juil déc enero febrero marzo
        abril mayo junio julio agosto septiembre octubre noviembre diciembre ene abr ago dic gennaio febbraio aprile
        maggio giugno luglio settembre ottobre dicembre gen mag giu lug set ott janeiro fevereiro março maio junho
        julho setembro outubro novembro dezembro fev out januari februari maart mei augustus mrt stycznia lutego
        marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia sty lut kwi cze lip sie
        wrz paź lis gru января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв февр
        фев мар апр июн июл авг сент сен окт нояб ноя дек січня лютого березня квітня травня червня липня серпня
        вересня жовтня листопада грудня січ лют бер квіт трав черв лип серп вер жовт лист груд ledna února března
        dubna května června července srpna září října listopadu prosince led úno bře dub kvě čvn čvc srp zář říj pro
        januára februára apríla mája júna júla augusta septembra októbra novembra decembra augusti maj tammikuuta
        helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta
        joulukuuta tammik helmik maalisk huhtik toukok kesäk heinäk elok syysk lokak marrask jouluk ocak şubat mart
        nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık oca şub nis haz tem ağu eyl eki kas ara ιανουαρίου
        φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου ιαν
        φεβ μαρ απρ μαΐ ιουν ιουλ αυγ σεπ οκτ νοε δεκ január február március április május június július augusztus
        szeptember október márc ápr máj jún júl szept ianuarie februarie martie aprilie iunie iulie septembrie
        octombrie noiembrie decembrie ian iun iul noi يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر
        نوفمبر ديسمبر ינואר בינואר בינו׳ פברואר בפברואר בפבר׳ מרץ במרץ אפריל באפריל באפר׳ מאי במאי יוני ביוני יולי
        ביולי אוגוסט באוגוסט ספטמבר בספטמבר אוקטובר באוקטובר נובמבר בנובמבר דצמבר בדצמבר siječnja veljače ožujka
        travnja svibnja lipnja srpnja kolovoza rujna studenoga prosinca януари февруари март април май юни юли август
        септември октомври ноември декември tháng thg
        """
    )
)

WEEKDAYS = frozenset(
    words(
        """
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag
        dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lundi mardi mercredi
        jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim lunes martes miércoles jueves viernes sábado
        domingo mié jue vie sáb dom lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab segunda terça
        quarta quinta sexta seg ter qua qui sex maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr
        za zo poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz понедельник
        вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс понеділок вівторок середа четвер
        пʼятниця п'ятниця субота неділя нд pondělí úterý středa čtvrtek pátek neděle po út st čt pá ne pondelok
        utorok streda štvrtok piatok nedeľa måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tors tor
        fre lör sön mandag tirsdag lørdag søndag man tir lør søn maanantai tiistai keskiviikko torstai perjantai
        lauantai sunnuntai maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina ti ke to
        pe su pazartesi salı çarşamba perşembe cuma cumartesi pazar pzt sal çar per cum cmt paz δευτέρα τρίτη τετάρτη
        πέμπτη παρασκευή σάββατο κυριακή δευ τρί τετ πέμ παρ σάβ κυρ hétfő kedd szerda csütörtök péntek szombat
        vasárnap sze csüt szo luni marți miercuri joi vineri sâmbătă duminică mie vin dum الاثنين الثلاثاء الأربعاء
        الخميس الجمعة السبت الأحد יום
        """
    )
)

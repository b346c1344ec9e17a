"""What telephones and web mailers put under a mail."""

from mailgate.reading.extract.phrases import phrases, words

LEADS = phrases(
    """
    sent from | sent wirelessly | envoyé sans fil | provenance : | από το | sent via | sent with | sent by |
    sent using | from my | get outlook for | composed on | written on my | typed on my | dictated | posted from |
    sendt med | von meinem | von meiner | gesendet von | gesendet mit | gesendet über | gesendet aus |
    diese nachricht wurde von | outlook für | holen sie sich outlook | von unterwegs | envoyé de | envoyé depuis |
    envoyé à partir | envoyé avec | envoyé par | envoyé via | télécharger outlook | obtenez outlook |
    obtenir outlook | enviado desde | enviado do | enviado con | enviado a partir | enviado de | enviado pelo |
    enviado por | obtener outlook | descargar outlook | obter o outlook | obtenha o outlook | inviato da |
    inviato dal | inviato con | scarica outlook | ottieni outlook | verzonden vanaf | verstuurd vanaf |
    verzonden vanuit | verzonden met | verzonden via | outlook voor | download outlook | outlook downloaden |
    wysłane z | wysłano z | wysłane za | pobierz program outlook | отправлено с | отправлено из | отправлено через |
    скачать outlook | получить outlook | надіслано з | надіслано із | odesláno z | odoslané z | poslané z |
    skickat från | skickat från min | skickades från | hämta outlook | från min | sendt fra | hent outlook |
    skaff deg outlook | få outlook | lähetetty | hanki outlook | αποστολή από | στάλθηκε από | λήψη του outlook |
    trimis de | trimis din | obțineți outlook | elküldve | küldve | az outlook | outlook beszerzése | أرسلت من |
    أُرسلت من | نُشر من | مرسل من | تم الإرسال من | الحصول على outlook | נשלח מ | קבל את outlook | 发自 | 發自 |
    从我的 | 從我的 | 来自我的 | 获取适用于 | 取得 outlook | 取得outlook | outlook for | ios용 outlook |
    android용 outlook | poslano s | poslano z | изпратено от | saadetud | sent from mail for | outlook'u edinin |
    ios için outlook | android için outlook | az iphone | diese e-mail wurde von meinem | diese mail wurde |
    mobil gesendet | ce message a été envoyé depuis | this email was sent from my | this message was sent from my |
    sent mobile | yahoo mail: search | get the new aol app | secured with tuta | sent on the go | enviado via |
    uzyskaj | pobierz aplikację | poslano iz | nosūtīts no | išsiųsta iš | 來自我的 | 寄自我的 | đã gửi từ |
    dikirim dari | ส่งจาก | ارسال شده از | enviat des | sent úr | sendt úr | von unterwegs
    """
)
"""How such a line begins."""

SURE = phrases(
    """
    sent from | sent via | sent with | sent by | gesendet von | envoyé depuis | envoyé de mon | enviado desde |
    inviato da | verzonden vanaf | verstuurd vanaf | отправлено с
    """
)
"""Beginnings that need no known thing after them, where little comes after them."""

TAILS = (
    "から送信",
    "から送信されました",
    "から送信しました",
    "gesendet",
    "gönderildi",
    "gönderilmiştir",
    "에서 보냄",
    "에서 보냈습니다",
    "에서 발송",
    "发送",
    "傳送",
    "传送",
    "を入手",
    "を入手する",
    "で送信",
    "보냄",
    "보냈습니다",
    "大师",
    "from mobile",
    "from my mobile",
    "küldve",
)
"""How it ends, where it has no such beginning."""

THINGS = frozenset(
    words(
        """
        iphone ipad ipod ios android samsung galaxy blackberry nokia lumia huawei honor xiaomi redmi mi oneplus pixel
        htc lg sony xperia motorola moto alcatel mobile phone smartphone cell cellphone handheld handset tablet
        telephone telefon handy mobilgerät mobiltelefon téléphone móvil celular telefono cellulare telemóvel telefoon
        mobiel telefonu smartfona телефона смартфона телефону mobilu mobil mobilen puhelimesta telefonum telefonumdan
        手机 手機 携帯 スマートフォン windows outlook mail yahoo proton protonmail gmail hotmail aol gmx web.de
        icloud thunderbird airmail mailbox spark k-9 canary edison fairemail tutanota tuta zoho hey superhuman newton
        bluemail aquamail почты mail.ru яндекс yandex почта mobil- verizon vodafone t-mobile orange at&t wireless
        treo palm watch mac macbook pc device gerät appareil dispositivo apparaat iphones qq邮箱 网易邮箱 foxmail 163
        126 139 新浪 posteitaliane libero virgilio fastmail roundcube ti-85 iphone'umdan samsung'umdan iphone-omról
        iphone-ról androidról telefonomról iphonesta ipadista puhelimestani laitteesta aol tuta go
        unterwegs яндекс.почты mobilnej aplikace seznam האייפון
        """
    )
)
"""What it is sent from."""

THINGS_INSIDE = (
    *("iphon", "ipad", "android", "outlook", "samsung", "galaxy", "huawei", "xiaomi"),
    *("手机", "手機", "邮箱", "スマートフォン", "メール", "스마트폰", "메일"),
)
"""Parts of such words, near the beginning."""

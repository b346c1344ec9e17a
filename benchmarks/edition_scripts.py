"""Reports in four scripts, of any length, made from words written for this: what benchmarks/editions.py edits.

A report has its own topics, so that neighbours sound alike, and a few sentences that come again and again.
"""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How a report in one script is written: small words, content words, what stands between and at the end."""

    small: str
    content: str
    again: tuple[str, ...]
    space: str = " "
    stop: str = "."
    comma: str = ","


SCRIPTS = {
    "greek": Script(
        small="το τη του της και με για από στο στη που δεν θα είναι ήταν έχει ως κατά μετά πριν",
        content="""
            λιμάνι πλοίο γέφυρα ποτάμι χωριό δήμος επιτροπή έκθεση μάρτυρας απόφαση έργο κόστος μήνας μηχανικός
            έλεγχος βλάβη άνεμος κύμα δρομολόγιο εισιτήριο επιβάτης κάτοικος σύμβαση εταιρεία ανάδοχος προϋπολογισμός
            συντήρηση επιθεώρηση ασφάλεια εκπαίδευση πλήρωμα καπετάνιος άδεια νόμος κανονισμός παράπονο απάντηση
            γράμμα συνεδρίαση πρακτικά υπουργείο γραφείο κλίμακα σχέδιο χάρτης δρόμος σχολείο νοσοκομείο αγορά
            εξέτασε πρότεινε καθυστέρησε ενέκρινε απέρριψε μέτρησε κατασκεύασε επισκεύασε ζήτησε έδειξε δήλωσε
            πλήρωσε έκλεισε άνοιξε αποφάσισε μεγάλος μικρός παλιός νέος δημόσιος τοπικός ετήσιος χαμηλός υψηλός
            σοβαρός πρόχειρος επαρκής έγκαιρος αναγκαίος δαπανηρός ξύλινος σιδερένιος βόρειος νότιος χειμερινός
            θερινός πλημμύρα φράγμα αντλία στάθμη βροχή πρόβλεψη προειδοποίηση εκκένωση καταφύγιο αποζημίωση
        """,
        again=("Η επιτροπή έλαβε γνώση της έκθεσης.", "Δεν υπήρξε άλλη παρατήρηση.", "Βλέπε την προηγούμενη ενότητα."),
    ),
    "arabic": Script(
        small="في من إلى على عن مع هذا هذه التي الذي كان كانت قد لم لا ثم بعد قبل بين كل",
        content="""
            الميناء السفينة الجسر النهر القرية البلدية اللجنة التقرير الشاهد القرار المشروع التكلفة الشهر المهندس
            الفحص العطل الرياح الموج الرحلة التذكرة الراكب الساكن العقد الشركة المقاول الميزانية الصيانة التفتيش
            السلامة التدريب الطاقم القبطان الرخصة القانون اللائحة الشكوى الجواب الرسالة الجلسة المحضر الوزارة المكتب
            المقياس الخطة الخريطة الطريق المدرسة المستشفى السوق درس اقترح تأخر وافق رفض قاس بنى أصلح طلب أظهر أعلن
            دفع أغلق فتح قرر كبير صغير قديم جديد عام محلي سنوي منخفض مرتفع خطير مؤقت كاف عاجل ضروري مكلف خشبي حديدي
            شمالي جنوبي شتوي صيفي الفيضان السد المضخة المنسوب المطر التوقع الإنذار الإخلاء الملجأ التعويض الحقل
            البئر القناة الحارس المرسى المخزن الرصيف العداد السجل الدفعة الضريبة القرض الفائدة
        """,
        again=("أخذت اللجنة علما بالتقرير.", "لم تكن هناك ملاحظة أخرى.", "انظر القسم السابق."),
        comma="،",
    ),
    "devanagari": Script(
        small="का की के में से पर और को ने यह वह था थी थे है हैं नहीं भी तक लिए",
        content="""
            बंदरगाह जहाज पुल नदी गाँव नगरपालिका समिति प्रतिवेदन साक्षी निर्णय परियोजना लागत महीना अभियंता जाँच खराबी
            हवा लहर यात्रा टिकट यात्री निवासी अनुबंध कंपनी ठेकेदार बजट रखरखाव निरीक्षण सुरक्षा प्रशिक्षण चालक कप्तान
            अनुमति कानून नियम शिकायत उत्तर पत्र बैठक कार्यवाही मंत्रालय कार्यालय पैमाना योजना नक्शा सड़क विद्यालय
            अस्पताल बाजार परखा सुझाया टाला स्वीकारा ठुकराया नापा बनाया सुधारा माँगा दिखाया बताया चुकाया खोला ठहराया
            बड़ा छोटा पुराना नया सार्वजनिक स्थानीय वार्षिक निम्न उच्च गंभीर अस्थायी पर्याप्त शीघ्र आवश्यक महँगा लकड़ी
            लोहा उत्तरी दक्षिणी शीतकालीन ग्रीष्म बाढ़ बाँध पंप जलस्तर वर्षा पूर्वानुमान चेतावनी निकासी आश्रय मुआवजा
            खेत कुआँ नहर पहरेदार घाट गोदाम मीटर बही किस्त कर ऋण ब्याज तट चट्टान मौसम
        """,
        again=("समिति ने प्रतिवेदन पर ध्यान दिया।", "और कोई टिप्पणी नहीं थी।", "पिछला खंड देखें।"),
        stop="।",
    ),
    "chinese": Script(
        small="的 了 在 和 与 对 从 向 被 把 是 不 也 就 而 其 该 此 并 及",
        content="""
            港口 渡船 桥梁 河流 村庄 市政 委员会 报告 证人 决定
            工程 费用 月份 工程师 检查 故障 大风 海浪 航班 船票 乘客
            居民 合同 公司 承包商 预算 维修 视察 安全 培训 船员
            船长 许可 法律 条例 投诉 答复 信件 会议 记录 部门 办公室
            尺度 计划 地图 道路 学校 医院 市场 研究 建议 推迟 批准
            拒绝 测量 建造 修复 要求 显示 声明 支付 关闭 开放 认为
            巨大 微小 古老 崭新 公共 当地 年度 偏低 较高 严重 临时
            充分 及时 必要 昂贵 木制 铁制 北部 南部 冬季 夏季 洪水
            堤坝 水泵 水位 降雨 预报 警报 疏散 避难所 赔偿 田地 水井 运河 守卫 码头 仓库 仪表 账簿 分期 税款 贷款 利息
        """,
        again=("委员会注意到该报告。", "没有其他意见。", "见上一节。"),
        space="",
        stop="。",
        comma="，",
    ),
}


def report(name: str, rng: random.Random, paragraphs: int) -> list[str]:
    """Return the paragraphs of a report in one script."""
    script = SCRIPTS[name]
    texts: list[str] = []
    while len(texts) < paragraphs:
        topic = rng.sample(script.content.split(), 18)
        texts += [_paragraph(script, topic, rng) for _ in range(rng.randint(8, 20))]
    return texts[:paragraphs]


def _paragraph(script: Script, topic: list[str], rng: random.Random) -> str:
    if rng.random() < 0.05:
        return rng.choice(script.again)
    sentences = [_sentence(script, topic, rng) for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5, 7)))]
    return script.space.join(sentences)


def _sentence(script: Script, topic: list[str], rng: random.Random) -> str:
    small, content = script.small.split(), script.content.split()
    words: list[str] = []
    for _ in range(rng.randint(4, 14)):
        if rng.random() < 0.45:
            words.append(rng.choice(small))
        words.append(rng.choice(topic if rng.random() < 0.6 else content))
        if rng.random() < 0.08:
            words.append(str(rng.randint(2, 2030)))
        if rng.random() < 0.1:
            words[-1] += script.comma
    return script.space.join(words) + script.stop

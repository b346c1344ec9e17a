"""Words that people answer our letters with, in their languages. Pure; a table for each meaning.

A word counts where the line begins with it, for a yes, and where it is the whole command, for a decision. What is in
none of the tables means nothing: it changes nothing and is answered.
"""

import re
import unicodedata


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


YES = _table("""
    yes y yep yeah yup ok okay confirm confirmed si sí sì oui ja jo já jah jā taip sim tak da áno ano igen kyllä evet
    vâng iya bai да так ναι
    bestätige bestätigt confirme confirmé confirmo confirmado confermo confermato bekräfta bekræft bekreft bevestig
    potwierdzam potvrzuji potvrdzujem potvrđujem potrjujem vahvista vahvistan onaylıyorum подтверждаю підтверджую
    потвърждавам потврђујем επιβεβαιώνω megerősítem confirmat staðfesti kinnitan apstiprinu patvirtinu
    はい 是 是的 确认 確認 예 네 نعم بله כן हाँ हां ใช่
""")
NO = _table("""
    no stop unsubscribe nein non nee nej nei ei não nao nie ne hayır hayir нет ні όχι nem nu stopp stoppa detener
    arrêter parar fermare nē không tidak не いいえ 停止 否 不是 아니오 아니요 لا نه לא नहीं ไม่
""")
APPROVE = _table("""
    approve approved accept accepted ok okay yes publish genehmigen genehmigt freigeben zustimmen approuver accepter
    publier aprobar aceptar approvare accettare aprovar aceitar goedkeuren godkänn godkänna godkend godkjenn hyväksy
    zatwierdź akceptuj schválit schváliť onayla одобрить принять схвалити εγκρίνω jóváhagy aprob 承認 批准 승인
    موافقة אשר ja oui sí sì si approuvé aprobado approvato aprovado goedgekeurd hyväksytty zatwierdzone одобрено
""")
REJECT = _table("""
    reject rejected decline declined refuse no ablehnen abgelehnt nein rejeter refuser non rechazar rifiutare
    rejeitar recusar afwijzen avslå avvisa afvis avvis hylkää odrzuć zamítnout zamietnuť reddet отклонить відхилити
    απορρίπτω elutasít respinge 却下 拒否 拒绝 拒絕 거부 رفض דחה
""")
HOLD = _table("""
    hold wait later keep postpone warten zurückstellen attendre esperar aspettare aguardar wachten aanhouden vänta vent
    odota czekać počkat beklet подождать зачекати várj așteaptă 保留 보류 המתן
""")
SPAM = _table("spam junk pourriel スパム 垃圾 스팸 спам")
TRUST = _table("""
    trust trusted vertrauen vertraue confiance confiar fidarsi fiducia vertrouwen lita stol luota ufaj důvěřovat güven
    доверять довіряти bízz încredere 信頼 信任 신뢰
""")
REDACT = _table("""
    redact strike schwärzen caviarder tachar oscurare ocultar lakken maskera sladd zakryj začernit karart скрыть закрити
""")
REPLY = _table("""
    reply respond antworten antwort répondre réponse responder rispondere antwoorden svara svar vastaa odpowiedz
    odpovědět yanıtla ответить відповісти válaszol răspunde 返信 回复 回覆 답장
""")
UNDO = _table("""
    undo revert rückgängig zurücknehmen annuler deshacer annulla annullare desfazer ongedaan ångra angre fortryd kumoa
    cofnij zpět geri отменить скасувати visszacsinál anulează 取り消し 撤销 撤銷 취소
""")
HELP = _table(
    "help hilfe aide ayuda aiuto ajuda hulp hjälp hjelp hjælp apua pomoc yardım помощь допомога segítség ajutor"
)
IMMEDIATELY = _table("immediately sofort immédiatement inmediatamente subito imediatamente onmiddellijk omedelbart")
HOURLY = _table("hourly stündlich horaire horario orario stundenweise uurlijks")
DAILY = _table("daily täglich quotidien diario diariamente giornaliero dagelijks dagligen")
ALL = _table(
    "all rest others everything alle alles übrige tous toutes tout todos todas todo tutti tutte tudo allemaal alla"
)
WITHDRAW = _table("""
    withdraw withdrawn retract delete remove zurückziehen retirer retirar ritirare intrekken återkalla peru
    wycofaj stáhnout отозвать відкликати visszavon retrage 取り下げ 撤回 철회 سحب
""")
FULL = _table("""
    full whole vollständig ganz complet completo completa intero inteiro volledig hela hele koko całość celé полностью
    целиком повністю teljes complet πλήρες tamamı 全文 全部 전체 كامل מלא
""")
ANONYMOUS = _table("""
    anonymous anonym anonyme anónimo anonimo anônimo anoniem anonimowo anonymně anonyymi аноним анонимно анонімно
    ανώνυμα névtelen 匿名 익명 مجهول אנונימי
""")
STANDS = _table("""
    stands stand still keep holds hold valid yes y ok okay ja oui sí si sim tak da да так ναι steht gilt bleibt
    maintenu maintiens valable vale mantengo mantenho confermo resta geldt blijft står gäller gjelder pätee aktualny
    platí érvényes geçerli действительно 有効 有效 유효
""")
STATUS = _table("""
    status stand état etat estado stato stav stan tila állapot stare статус стан κατάσταση durum 状態 状态 狀態 상태
    حالة סטטוס
""")
THANKS = _table("""
    thanks thank thx cheers danke vielen merci gracias grazie obrigado obrigada bedankt dank tack takk tak kiitos
    dziękuję děkuji ďakujem спасибо дякую ευχαριστώ teşekkürler köszönöm mulțumesc
    ありがとう 谢谢 謝謝 감사합니다 شكرا תודה hello hi dear hallo bonjour hola ciao
""")
NAME = _table("name nom nombre nome naam namn navn nimi imię jméno имя ім'я όνομα név nume 名前 姓名 이름 اسم שם")

# What makes a rejection doubtful where its reason begins or ends with it: a yes does not ("no, not yes or no").
DECISIVE = (APPROVE - YES) | TRUST

_BETWEEN = " .,;:!)…–—-、。，،؛۔"  # marks after the first word; quotation marks belong to what follows
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_EDGES = " \t.,;:!\"'“”‘’«»()[]*_-–—>。、，،؛۔…"
# The first word ends with a blank of any kind or, as phones and some scripts write, with a mark alone: "Yes,I did".
_HEAD = re.compile(r"(.+?)(?:\s+|(?=[,;:!?()\"“”«»…–—。、，،؛؟۔])|(?=\.(?!\d))|$)(.*)", re.DOTALL)


def first_line(text: str) -> str:
    """Return the first line that has anything in it."""
    return next((line.strip() for line in text.split("\n") if line.strip()), "")


def fold(word: str) -> str:
    """Return the form in which words are compared: NFKC, no case, no punctuation around. A question mark stays, as
    "approve?" approves nothing."""
    return unicodedata.normalize("NFKC", word).casefold().strip(_EDGES)


def split(line: str) -> tuple[str, str]:
    """Return the first word of a line, folded, and what stands behind it, without marks between or before."""
    found = _HEAD.fullmatch(unicodedata.normalize("NFC", line).strip().lstrip(_EDGES))
    if found is None:
        return "", ""
    head, rest = found[1], found[2].lstrip(_BETWEEN).strip()
    return (fold(head + "?"), "") if rest == "?" else (fold(head), rest)


def all_in(line: str) -> set[str]:
    """Return every word of a line, folded."""
    return {fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", line))}

"""What a telephone or a mail program writes below a mail goes in any language; a sentence that begins so stays."""

import pytest

from mailgate.reading.read import read

WORDS = "The gauge has been still since May."
LINES = """
    Sent on the go | Secured with Tuta Mail | Get the new AOL app: mail.mobile.aol.com | Von unterwegs gesendet
    Obter Outlook para Android | Enviado via iPhone | Uzyskaj aplikację Outlook dla systemu iOS
    Wysłane z aplikacji mobilnej Poczta | Отправлено из мобильной Яндекс.Почты | Získat Outlook pro Android
    Samsung Galaxy okostelefonról küldve. | Poslano iz mojega iPhona | Nosūtīts no mana iPhone | Sendt úr iPhone
    Android 版 Outlook を入手する | Galaxyから送信 | スマートフォンから送信 | Yahoo!メール for iPhone で送信
    获取 Outlook for iOS | 來自我的 iPhone | 寄自我的 iPhone | 发自网易邮箱大师 | Windows용 메일에서 보냄
    삼성 Galaxy 스마트폰에서 보냈습니다. | השג את Outlook עבור Android | Đã gửi từ iPhone của tôi
    Dikirim dari iPhone saya | ส่งจาก iPhone ของฉัน | ارسال شده از iPhone من | Enviat des del meu iPhone
"""
SENTENCES = """
    Sent from the council to all residents, the letter said nothing. | Get Outlook reports for the river first.
    Von meinem Haus aus sieht man die Brücke nicht. | Envoyé par la mairie en mai, le courrier dit autre chose.
    Enviado por el alcalde, el informe no dice nada. | From my window I can see the gauge. | Sent with no reply.
    The phone was sent from my office to the mayor. | Inviato dal sindaco, il rapporto non dice nulla.
"""


def listed(table: str) -> list[str]:
    return [line.strip() for row in table.strip().split("\n") for line in row.split("|")]


def text_of(below: str) -> str:
    head = "From: Ann <a1@reader.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
    return read(f"{head}{WORDS}\n\n{below}\n".encode()).text


@pytest.mark.parametrize("line", listed(LINES))
def test_what_a_device_writes_is_no_word_of_the_authors(line):
    assert text_of(line) == WORDS


@pytest.mark.parametrize("line", listed(SENTENCES))
def test_a_sentence_that_begins_so_is(line):
    assert text_of(line) == f"{WORDS}\n\n{line}"

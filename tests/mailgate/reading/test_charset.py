"""Text comes out of bytes as it was meant, whatever character set was declared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.reading import charset, encoded_words

SENTENCES = {
    "koi8-r": "Привет, мост был закрыт весной; я видел это сам.",
    "cp1251": "Привет, мост был закрыт весной; я видел это сам.",
    "cp866": "Привет, мост был закрыт весной; я видел это сам.",
    "iso8859-5": "Привет, мост был закрыт весной; я видел это сам.",
    "cp932": "橋は春に閉鎖されていました。私が見ました。",
    "euc_jp": "橋は春に閉鎖されていました。私が見ました。",
    "gb18030": "这座桥在春天关闭了，我亲眼看到。",
    "cp950": "這座橋在春天關閉了，我親眼看到。",
    "cp949": "다리는 봄에 폐쇄되었습니다. 제가 봤어요.",
    "cp1253": "Η γέφυρα ήταν κλειστή την άνοιξη.",
    "cp1255": "הגשר היה סגור באביב ואני ראיתי",
    "cp1256": "كان الجسر مغلقا في الربيع وقد رأيت ذلك",
    "cp1252": "Die Brücke über den Fluß war für Fußgänger gesperrt – „ja“",
    "cp1250": "Zażółć gęślą jaźń, most był zamknięty wiosną.",
    "iso8859-2": "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "cp1254": "Köprü iki otobüs için çok dar, şu ağır yükü görünüz.",
    "cp1257": "Tiltas per siauras dviem autobusams, žiūrėkite šaltinius.",
    "cp850": "El año pasado ¿cerró? Sí, señor, la construcción.",
    "utf-8": "L’été, à Besançon, c’était fermé.",
}


@pytest.mark.parametrize("declared", [None, "us-ascii", "x-unknown", "iso-8859-1", "utf-8"])
@pytest.mark.parametrize("name", SENTENCES)
def test_undeclared_and_wrongly_declared_sentences_are_read(name, declared):
    assert charset.decode(SENTENCES[name].encode(name), declared) == SENTENCES[name]


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_text_is_read_with_and_without_a_mark(name):
    assert charset.decode("Die Brücke war zu.".encode(name), name[:6]) == "Die Brücke war zu."


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (b"the bridge that wasn\x92t closed \x96 in May", "gb2312", "the bridge that wasn’t closed – in May"),
        ("Мост был закрыт".encode() + b"\xaa", "utf-8", "Мост был закрыт\ufffd"),
        (b"\x1b$B-!5!\x1b(B", "iso-2022-jp", "①機"),
        (b"\x1b(I1234\x1b(B", "iso-2022-jp-ms", "ｱｲｳｴ"),
        (b"\x1b$B6628\x1b(B", None, "橋恩"),
        (b"\x1b$)C\x0e4Y8.\x0f", "iso-2022-kr", "다리"),
        (b"C\xa2y c\xa5u", "viscii", "Cằy cầu"),
        (b"caf\xe9", "utf-8", "café"),
        (b"caf\xc3\xa9 caf\xe9 \x93x\x94 \xc3\xa0", "utf-8", "café café “x” à"),
        (b"\x80 5", "iso-8859-15", "€ 5"),
        ("Brücke über".encode().decode("cp1252").encode(), "utf-8", "Brücke über"),
        ("é steht da als Ã©, Ã¼".encode(), "utf-8", "é steht da als Ã©, Ã¼"),
        (b"plain", "utf-16", "plain"),
        (b"a\x00b\x00c\x00", None, "abc"),
        ("联通".encode("gb18030"), "gb2312", "联通"),
    ],
)
def test_what_programs_get_wrong_is_put_right(data, declared, text):
    assert charset.decode(data, declared) == text


def test_what_other_parts_declare_decides_where_nothing_is_declared():
    assert charset.decode("Łódź".encode("iso-8859-2"), None, ("iso-8859-2",)) == "Łódź"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"),
        (b"=?UTF-8?Q?What?=20now?=", "What? now"),
        (b"=?utf-8?q?a b c=C3=A9?= d", "a b cé d"),
        (b"=?utf-8?q?abc=C3=A9", "abcé"),
        (b"=?iso-8859-1?q?=E9?==?iso-8859-1?q?=E9?=", "éé"),
        (b"=?utf-8*en?q?=C3=A9?=", "é"),
        (b"(=?utf-8?q?=C3=A9?=)", "(é)"),
        (b"=?utf-8?B?w6k?= x", "é x"),
        (b"=?utf-8?B?44GC44?= =?utf-8?B?GE?=", "あい"),
        (b"=?utf-8?q?a?= =?iso-8859-1?q?=E9?= b", "aé b"),
        (b"a =? b ?= c", "a =? b ?= c"),
        (b"=?utf-8?q??=", ""),
        (b"=?utf-8?B?PT91dGYtOD9xPz1DMz1BOT89?=", "é"),
        ("Мост =?windows-1251?q?=CF?=".encode("cp1251"), "Мост П"),
    ],
)
def test_encoded_words_are_read_that_break_the_rules(value, text):
    assert encoded_words.decode(value) == text


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "iso-2022-jp", "utf-16", "viscii", "hz-gb-2312", "x"]))
def test_any_bytes_are_some_text(data, declared):
    assert isinstance(charset.decode(data, declared), str)
    assert isinstance(encoded_words.decode(data), str)

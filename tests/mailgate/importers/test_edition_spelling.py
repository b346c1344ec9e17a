"""An edition that is spelt otherwise all over is the same report."""

from mailgate.importers.identity import Outcome, Wording, compare

# What the report is about, in simplified and traditional letters.
SIMPLIFIED = (
    "渡船为数货运满载着旧东车风险后时间来员应该听见关闭厂长说给谁开门发现积压问题办事处级许证过们账个写报门给两们里"
)
TRADITIONAL = (
    "渡船為數貨運滿載著舊東車風險後時間來員應該聽見關閉廠長說給誰開門發現積壓問題辦事處級許證過們賬個寫報門給兩們裡"
)
OTHER_SCRIPT = str.maketrans(SIMPLIFIED, TRADITIONAL)
REPORT = (
    "那天早上渡船上人太多，后面的小船在河口等了一天，没有人听见北风的声音。",
    "磨坊的厂长在信里回答，他的许可一年前已到期，而那一年水位最高。",
    "第二天早上才发现，河口的水位表上个月就坏了，没有人去清理。",
    "东岸的人在雨里等了一夜，水位最高的那天早上，桥上的门仍未关好。",
    "那一年的旧账本不在磨坊里，有人在河口的小屋里看见一本，字已不清，厂长没有来。",
    "雨下了九天，水位表上的字已看不清，后来北岸的人自己动手把石头搬开。",
    "委员们在九月里听了四十人的回答，其中有两人在桥上看见了那一天的大水。",
    "厂长后来听见了。",
    "我们希望把许可交给北岸的人，因为他们每一天都来看河口的水位。",
)


def compared(old: tuple[str, ...], new: tuple[str, ...]) -> Outcome:
    return compare([Wording(text=text) for text in old], [Wording(text=text) for text in new])


def test_chinese_in_its_other_script_is_asked_nothing_where_paragraphs_were_moved_left_out_and_edited() -> None:
    kept = [each.translate(OTHER_SCRIPT) for each in REPORT]
    kept[2] = kept[2].replace("發現", "有人發現")
    new = (kept[5], kept[0], kept[1], kept[2], kept[4], kept[6], kept[7], kept[8])
    outcome = compared(REPORT, new)
    assert not outcome.doubts
    assert outcome.became == {0: (1,), 1: (2,), 2: (3,), 4: (4,), 5: (0,), 6: (5,), 7: (6,), 8: (7,)}


def test_a_name_in_whose_place_another_came_is_no_other_spelling_of_it() -> None:
    """Statements of one witness were left out, and those of another, new to the report, stand in their place."""
    told = ("看见{}号水闸开着", "不知道{}号泵坏了", "没有读{}号信", "离开了{}号码头")
    old = tuple(f"甲{each.format(number)}。" for number in "二三四" for each in told)
    new = tuple(f"丙{each.format(number)}。" for number in "五六七" for each in told)
    outcome = compared(old, new)
    asked = {doubt.old for doubt in outcome.doubts}
    assert not set(outcome.became) - asked

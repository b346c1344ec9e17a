"""One small report as a model: what every layout and every format of it must give."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True)
class Para:
    number: str
    text: str
    quote: str = ""
    items: tuple[str, ...] = ()
    note: str = ""
    tail: str = ""

    @property
    def whole(self) -> str:
        return "\n".join(part for part in (self.text, self.quote, *self.items, self.tail) if part)


def _sentences(seed: int) -> str:
    whole = (
        "The council opened the sluice at Marrow Bridge before the gauge had reached the mark in the plan.",
        "Two of the witnesses remembered a telephone call, and neither could say who had made it.",
        "In 2014 the board spent 1.5 million pounds on the eastern bank and nothing on the western.",
        "The pumps had been serviced on 3 March, which was 12 days after the date in the contract.",
        "Residents of Tanner Row were told to move their cars, and the message reached them at noon.",
    )
    return " ".join(whole[(seed + step) % len(whole)] for step in range(2 + seed % 2))


def report(number: Callable[[int, int, int], str]) -> list[tuple[str, list[Para]]]:
    running = count(1)
    sections = []
    for chapter, heading in enumerate(("What happened", "The warnings", "What should change"), 1):
        paras = []
        for place in range(1, 7):
            overall = next(running)
            paras.append(
                Para(
                    number=number(chapter, place, overall),
                    text=_sentences(overall),
                    quote="“We were never told that the gate was open,” she said in evidence." if place == 2 else "",
                    items=("the height of the water at noon;", "the number of pumps; and", "the cost.")
                    if place == 4
                    else (),
                    note=f"Evidence of witness {overall}, day {place}, page 12." if place in {1, 5} else "",
                    tail="That was the position in the spring." if place == 4 else "",
                )
            )
        sections.append((heading, paras))
    return sections


def dotted(chapter: int, place: int, _: int) -> str:
    return f"{chapter}.{place}"


def running(_: int, __: int, overall: int) -> str:
    return str(overall)


Model = list[tuple[str, list[Para]]]

"""How many comments stay on their paragraph when the next edition comes: made ones, in four scripts, and real ones.

    python benchmarks/editions.py [--seeds 3] [--first 0] [--reports FOLDER ...] [--large]

For each report and mixture of edits: the share of old paragraphs whose comments are on the right one without a
question, of which the operator is asked and the likeliest answer is right, of which it is not, and (the figure that
matters) which are silently on a wrong one or wrongly gone. `--large` compares 10,000 paragraphs with 10,000, each of
them edited.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from edition_maker import CALM, HARSH, NAMED, ROUGH, Made, edition
from edition_scripts import SCRIPTS, report

from mailgate.importers import read
from mailgate.importers.identity import Wording, compare

MIXTURES = {"calm": CALM, "rough": ROUGH, "rough, numbers kept": NAMED, "harsh": HARSH}
_LETTERS = 20  # what has fewer is no paragraph that anybody comments on


def main() -> None:
    """Print a line for each report and mixture, and one for all of a mixture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3, help="how many editions are made of each report and mixture")
    parser.add_argument("--first", type=int, default=0, help="the first seed, for editions that were never looked at")
    parser.add_argument("--reports", nargs="*", type=Path, default=[])
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    if options.large:
        large()
        return
    print(
        f"{'report':<12} {'mixture':<20} {'paragraphs':>10} {'right %':>8} {'likely %':>8} {'asked %':>8}"
        f" {'wrong %':>8} {'CPU s':>6}"
    )
    totals: dict[str, Counter[str]] = {name: Counter() for name in MIXTURES}
    for name, texts in sources(options.reports):
        for mixture, edits in MIXTURES.items():
            begun = process_time()
            score: Counter[str] = Counter()
            for seed in range(options.first, options.first + options.seeds):
                score += scored(edition(texts, random.Random(seed), edits))
            totals[mixture] += score
            show(name, mixture, score, process_time() - begun)
    for mixture, score in totals.items():
        show("all", mixture, score, 0.0)


def sources(reports: list[Path]) -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the paragraphs of each report."""
    for name in SCRIPTS:
        yield name, report(name, random.Random(name), 400)
    for path in reports:
        units = read(path).units
        yield path.stem[:12], [unit.text for unit in units if sum(map(str.isalpha, unit.text)) > _LETTERS]


def scored(made: Made) -> Counter[str]:
    """Count what became of the comments on each old paragraph. They stand on one of the parts it became."""
    outcome = compare(made.old, made.new)
    asked = {doubt.old for doubt in outcome.doubts}
    became = outcome.became
    score: Counter[str] = Counter()
    for old, homes in enumerate(made.homes):
        here = became.get(old, ())  # of a doubt: the likeliest
        best = max(here, key=lambda new: len(made.new[new].text), default=None)
        is_right = not homes if best is None else best in homes
        silent, told = ("right", "likely") if is_right else ("wrong", "asked")
        score[told if old in asked else silent] += 1
    return score


def show(name: str, mixture: str, score: Counter[str], seconds: float) -> None:
    """Print a line."""
    total = sum(score.values())
    shares = " ".join(f"{score[what] * 100 / total:8.2f}" for what in ("right", "likely", "asked", "wrong"))
    print(f"{name:<12} {mixture:<20} {total:>10} {shares} {seconds:6.1f}")


def large() -> None:
    """Print how long it takes when no paragraph is as it was."""
    rng = random.Random(1)
    old = [text for name in ("greek", "arabic", "devanagari", "chinese") for text in report(name, rng, 2_500)]
    new = [f"{text[: len(text) // 2]} {rng.randrange(10**6)} {text[len(text) // 2 :]}" for text in old]
    begun = process_time()
    outcome = compare([Wording(text=text) for text in old], [Wording(text=text) for text in new])
    print(f"10,000 against 10,000, all edited: {process_time() - begun:.1f} s of CPU, {len(outcome.links)} links")


if __name__ == "__main__":
    main()

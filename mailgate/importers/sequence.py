"""Which numbers are the next of which. Pure."""

from itertools import pairwise


def follows(after: tuple[int, ...], before: tuple[int, ...]) -> bool:
    """Whether one number is the usual next of another: 1.2 after 1.1, 2.1 after 1.14, 2.1.1 after 2.1, 12A after 12."""
    if len(after) > len(before):
        return after[: len(before)] == before and all(part in {0, 1} for part in after[len(before) :])
    last = len(after) - 1
    if after[:last] == before[:last] and after[last] == before[last] + 1:
        return True
    return len(after) > 1 and after[0] == before[0] + 1 and all(part in {0, 1} for part in after[1:])


def run_from(parts: tuple[int, ...], ahead: list[tuple[int, ...]]) -> int:
    """Return how many of the numbers ahead go on from this one, each the next of the one before."""
    return next((at for at, (a, b) in enumerate(pairwise([parts, *ahead])) if not follows(b, a)), len(ahead))


def goes_on(parts: tuple[int, ...], ahead: list[tuple[int, ...]]) -> bool:
    """Whether one of the next two numbers is the next of this one."""
    return any(follows(later, parts) for later in ahead[:2])


def near(parts: tuple[int, ...], before: tuple[int, ...]) -> bool:
    """Whether only a few numbers are missing between two."""
    for a, b in zip(parts, before, strict=False):
        if a != b:
            return a - b <= (9 if len(parts) > 1 else 4)
    return True

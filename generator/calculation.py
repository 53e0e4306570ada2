"""Arithmetic as people write it: the sums in a text, computed again.

"4 công/ngày × 20 ngày × 280.000 đồng = 22.400.000 đồng" is an `Equation`: what stands left of its sign is computed,
what stands right is what was written. Words between numbers are units and say nothing, but for nghìn, triệu, tỷ and %.
Where a sentence is more than numbers and the four operations, nothing is said of it: a reader must not be told wrong.

Pure; knows nothing of campaigns.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

_TIMES = {
    "nghìn": Fraction(10**3),
    "ngàn": Fraction(10**3),
    "triệu": Fraction(10**6),
    "tỷ": Fraction(10**9),
    "tỉ": Fraction(10**9),
    "%": Fraction(1, 100),
    "phần trăm": Fraction(1, 100),
    "tr": Fraction(10**6),
    "nghìn tỷ": Fraction(10**12),
}
_CLAUSE = re.compile(r"[\n;]|\.\s+(?=\D)|,\s+(?=[^\d\s])")
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
# An operator stands between spaces, or is one of the signs that are never part of a unit ("công/ngày", "20-30 người").
_TOKEN = re.compile(
    rf"(?P<minus>(?<![\w)])[−-])?(?P<number>{_NUMBER})(?P<scale>\s*(?:%|(?:nghìn tỷ|nghìn|ngàn|triệu|tr|tỷ|tỉ|phần trăm)(?!\w)))?(?!\w*\d)"
    r"|(?P<sign>[×*·÷]|(?<=\s)[x:/+–−-](?=\s)|[()])"
    r"|(?P<other>\d\S*)"
)  # fmt: skip
_SIGN = re.compile(r"[×*·÷]|\s[x:/+–−-]\s")
_EQUALS = re.compile(r"\s*(?:=|≈)\s*")
_MOST = 10**100
"""A number beyond it is no value of anything, and may be too long to be written out."""
_OPERATORS = {
    "×": "*",
    "*": "*",
    "·": "*",
    "x": "*",
    "÷": "/",
    ":": "/",
    "/": "/",
    "+": "+",
    "–": "-",
    "−": "-",
    "-": "-",
}
_ABOUT = re.compile(r"≈|~|khoảng|xấp xỉ|làm tròn|gần", re.IGNORECASE)

Token = Fraction | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """A sum in a text: `said` as it stands, what it comes to, and what was written."""

    said: str
    computed: Fraction
    written: Fraction
    tolerance: Fraction

    @property
    def holds(self) -> bool:
        """Whether what was written is what it comes to, but for rounding to the last digit written."""
        return abs(self.computed - self.written) <= self.tolerance


def equations(text: str) -> Iterator[Equation]:
    """The sums of a text that can be computed, in order; a chain a = b = c is two."""
    for clause in _CLAUSE.split(text) if "=" in text or "≈" in text else ():
        sides = _EQUALS.split(clause)
        told = [_tokens(side) for side in sides] if len(sides) > 1 else []
        for (left, tokens), (right, after) in pairwise(zip(sides, told, strict=False)):
            computed = _value(tokens) if any(map(_is_sign, tokens)) else None
            written = _value(after)
            if computed is not None and written is not None and max(abs(computed), abs(written)) <= _MOST:
                about = bool(_ABOUT.search(clause))
                yield Equation(
                    said=" ".join(f"{left} = {right}".split()).lstrip("-•* "),
                    computed=computed,
                    written=written,
                    tolerance=_last_digit(right, about=about) / 2,
                )


def has_sum(text: str) -> bool:
    """Whether two numbers of a text are added, multiplied and so on, whether or not it says what that comes to."""
    for clause in _CLAUSE.split(text):
        tokens = _tokens(clause) if _SIGN.search(clause) else ()
        for left, sign, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if isinstance(left, Fraction) and _is_sign(sign) and isinstance(right, Fraction):
                return True
    return False


def _tokens(text: str) -> list[Token]:
    """Numbers, operators and parentheses of a text, in order; "?" for digits that are no plain number."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        if match["number"]:
            number = _read(match["number"])
            if number > _MOST:
                found.append("?")
                continue
            signed = -number if match["minus"] else number
            found.append(signed * _TIMES[match["scale"].strip().lower()] if match["scale"] else signed)
        elif match["sign"]:
            found.append(_OPERATORS.get(match["sign"], match["sign"]))
        else:
            found.append("?")
    return found


def _is_sign(token: Token) -> bool:
    return isinstance(token, str) and token in _OPERATORS.values()


def _read(number: str) -> Fraction:
    """A number as it is written: "1.234,5"."""
    whole, _comma, decimals = number.replace(".", "").partition(",")
    if len(whole) + len(decimals) > 2 * len(str(_MOST)):
        return Fraction(_MOST + 1)
    return Fraction(int(whole + decimals), 10 ** len(decimals)) if decimals else Fraction(int(whole))


def _value(tokens: Sequence[Token]) -> Fraction | None:
    """What an expression comes to; None when it is none, or divides by nothing."""
    rest = deque(tokens)
    try:
        found = _sum(rest)
    except (_NoSum, ZeroDivisionError):
        return None
    return None if rest else found


class _NoSum(Exception):  # noqa: N818 - what it says
    """The tokens are no expression."""


def _sum(rest: deque[Token]) -> Fraction:
    found = _product(rest)
    while rest and rest[0] in ("+", "-"):
        found += _product(rest) if rest.popleft() == "+" else -_product(rest)
    return found


def _product(rest: deque[Token]) -> Fraction:
    found = _number(rest)
    while rest and rest[0] in ("*", "/"):
        found = found * _number(rest) if rest.popleft() == "*" else found / _number(rest)
    return found


def _number(rest: deque[Token]) -> Fraction:
    first = rest.popleft() if rest else ""
    if isinstance(first, Fraction):
        return first
    if first != "(":
        raise _NoSum
    found = _sum(rest)
    if not rest or rest.popleft() != ")":
        raise _NoSum
    return found


def _last_digit(text: str, *, about: bool) -> Fraction:
    """The worth of the last digit that was meant: of the last one written, or before the zeros of a round number."""
    found = re.search(rf"({_NUMBER})(\s*(?:%|(?:nghìn tỷ|nghìn|ngàn|triệu|tr|tỷ|tỉ|phần trăm)(?!\w)))?", text)
    if not found:
        return Fraction(0)
    digits = found[1].replace(".", "")
    whole, _comma, decimals = digits.partition(",")
    scale = _TIMES[found[2].strip().lower()] if found[2] else Fraction(1)
    worth = Fraction(1, 10 ** len(decimals))
    if about and not decimals:
        worth *= 10 ** (len(whole) - len(whole.rstrip("0")))
    return worth * scale

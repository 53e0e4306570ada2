"""What the font of pictures and papers can show: which signs of a text it lacks, and the text without them."""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

FONTS = files("fontpkg_be_vietnam_pro") / "files"

_INSTEAD = str.maketrans(
    {"→": "–", "⟶": "–", "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2009": " ", "\u3000": " "}
)
# Letters, figures and signs that the font is known to have; of others the font is asked.
KNOWN = re.compile(
    r"[ -~\u00a0-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9–—‘’“”…•]*"
)
_UNSEEN = "\u200b\u200d\ufe0e\ufe0f\n\t\r"  # where a word may be broken; what joins and colours emoji
_KEPT = "\u200b\n"


def drawable(text: str) -> str:
    """`text` on one line without the signs that the font lacks: a picture would show boxes, and no PDF/UA may be made.

    >>> drawable("Tiết kiệm 🎉 → 40%")
    'Tiết kiệm – 40%'
    """
    if not KNOWN.fullmatch(text):
        text = unicodedata.normalize("NFC", text).translate(_INSTEAD)
        text = "".join(letter for letter in text if ord(letter) in glyphs() or letter in _KEPT)
    return " ".join(text.split())


def lacking(text: str) -> str:
    """The signs of `text` that are left out, each once, in order; "" when there are none.

    >>> lacking("Tiết kiệm 🎉 → 40% 🎉")
    '🎉'
    """
    if KNOWN.fullmatch(text):
        return ""
    text = unicodedata.normalize("NFC", text).translate(_INSTEAD)
    return "".join(dict.fromkeys(each for each in text if ord(each) not in glyphs() and each not in _UNSEEN))


@lru_cache(maxsize=1)
def glyphs() -> frozenset[int]:
    """What the font can show; the same in all its weights."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - 60 ms that few texts need

    with (FONTS / "BeVietnamPro-Regular.ttf").open("rb") as file:
        return frozenset(TTFont(file, lazy=True).getBestCmap())

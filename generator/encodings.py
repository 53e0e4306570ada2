"""How published pictures are encoded. The names of their files tell it, so it stands below `routes`.

Measured on the shipped drawings, on noise and gradients like a camera's, and on a photograph, at about
the widths that are published; SSIM and PSNR of the brightness, against the picture before it was encoded:

                       JPEG 82               AVIF as below         AVIF / JPEG
    drawing, 800       44.4 kB  SSIM 0.986   20.2 kB  SSIM 0.988       45%
    drawing, 480       22.0 kB       0.982   11.7 kB       0.987       53%
    portrait, 320      13.3 kB       0.980    6.8 kB       0.983       51%
    noise, 800         85.6 kB       0.940   69.5 kB       0.947       81%
    photograph, 320    26.1 kB       0.928   18.6 kB       0.931       71%

The PSNR is higher, too, by 0.7 to 2 dB. Of the grain on bare slopes AVIF keeps less: 6.6 kB at 0.920 where JPEG
takes 34.7 kB for 0.937. On one core 800 × 533 takes 60 ms (JPEG: 4). Speed 9 takes 15 and gives a third more bytes
for the same likeness; speed 6 takes five times as long for a tenth less. A picture is encoded once and read from
phones a thousand times. libaom's own tuning ("iq") wants a fourth more bytes at the same SSIM and PSNR.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType

LEAST_SHARED_PX = (540, 380)
"""Width and height from which a photograph is in all formats of a shared picture: none is enlarged more than twice."""

REVISION = 1
"""To be raised when `render/photos.py` makes other pixels of the same picture."""


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """One way of writing a picture: the ending of its files, what Pillow calls it, and what Pillow is told."""

    suffix: str
    name: str
    settings: Mapping[str, object]

    @cached_property
    def mark(self) -> str:
        """Four letters for a file's name that change with anything about its making."""
        told = (REVISION, self.suffix, self.name, sorted(self.settings.items()))
        return sha256(repr(told).encode()).hexdigest()[:4]

    @property
    def ending(self) -> str:
        """What a file's name ends with: "-c651.avif"."""
        return f"-{self.mark}.{self.suffix}"


JPEG = Encoding(
    suffix="jpg",
    name="JPEG",
    # Below 82 flat colour shows blocks; above, files grow faster than they gain.
    settings=MappingProxyType({"quality": 82, "progressive": True, "optimize": True}),
)
AVIF = Encoding(
    suffix="avif",
    name="AVIF",
    # One thread: with more the bytes are others. `write` keeps the cores busy with several pictures instead.
    settings=MappingProxyType({"quality": 68, "speed": 8, "advanced": {"tune": "ssim"}, "max_threads": 1}),
)
ENCODINGS = (JPEG, AVIF)

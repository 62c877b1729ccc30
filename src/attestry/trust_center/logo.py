"""A logo from whatever was uploaded: read as a picture and written anew, so that nothing else of it is left.

No SVG: it is a program as much as a picture. What would unfold into too many pixels is refused by its header,
before a pixel is read. Called by this room's actions.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from attestry.kit.late import Late
from attestry.trust_center.errors import LogoRefused

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = Late("PIL.Image")

MOST_BYTES = 2 << 20
MOST_PIXELS = 16_000_000
WIDTH, HEIGHT = 640, 160
_FORMATS = ("PNG", "JPEG", "WEBP")


def as_png(data: bytes) -> bytes:
    """The picture as a PNG within 640 by 160 pixels, with nothing beside its pixels. Raises LogoRefused."""
    if len(data) > MOST_BYTES:
        raise LogoRefused(f"It has more than {MOST_BYTES >> 20} MB.")
    try:
        with warnings.catch_warnings(action="error"), Image.open(BytesIO(data), formats=_FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise LogoRefused("It has too many pixels.")
            found.seek(0)
            picture = found.convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError, Warning, Image.DecompressionBombError) as refusal:
        raise LogoRefused("It is no picture that we can read.") from refusal
    picture.thumbnail((WIDTH, HEIGHT))
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    written = BytesIO()
    clean.save(written, "PNG", optimize=True)
    return written.getvalue()

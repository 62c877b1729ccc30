"""The one style sheet: tokens, elements, layout, components and rooms, each in its cascade layer.

It is put together in memory when first asked for, under an address that carries its digest,
so that no build step exists and a browser may keep it for ever.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse

from attestry.kit.digest import sha256_hex
from attestry.ui.components import components

_STYLES = Path(__file__).parent / "styles"
_ROOMS = Path(__file__).parent.parent
_FACES = (
    ("inter-latin-ext", "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F"),
    ("inter-latin", "U+0000-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2212"),
)


def sheet_text() -> str:
    """The whole style sheet, built afresh."""
    parts = ["@layer tokens, elements, layout, components, rooms;", *(_face(*face) for face in _FACES)]
    parts += [_layer("tokens", _STYLES / "tokens.css"), _layer("elements", _STYLES / "elements.css")]
    parts += [_layer("elements", _STYLES / "patterns.css"), _layer("layout", _STYLES / "layout.css")]
    parts += [_layer("layout", _STYLES / "public.css")]
    parts += [_layer("components", component.style) for component in components()]
    parts += [_layer("rooms", _STYLES / "gallery.css")]
    parts += [_layer("rooms", path) for path in sorted(_ROOMS.glob("*/styles.css"))]
    return "\n".join(parts)


def _layer(name: str, path: Path) -> str:
    return f"@layer {name} {{\n{path.read_text(encoding='utf-8')}}}"


def _face(file: str, characters: str) -> str:
    source = static(f"ui/inter/{file}.woff2")
    return (
        f'@font-face {{ font-family: "Inter"; font-style: normal; font-weight: 100 900; font-display: swap; '
        f'src: url("{source}") format("woff2"); unicode-range: {characters}; }}'
    )


@cache
def built_sheet() -> tuple[str, bytes]:
    """The sheet's short digest and its bytes, built once for the process."""
    content = sheet_text().encode()
    return sha256_hex(content)[:16], content


def sheet_address() -> str:
    """Where the sheet of this process is found."""
    return reverse("stylesheet", args=[built_sheet()[0]])


def stylesheet(_request: HttpRequest, digest: str) -> HttpResponse:
    """The style sheet; under its own digest it never changes."""
    current, content = built_sheet()
    answer = HttpResponse(content, content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=31536000, immutable" if digest == current else "no-cache"
    return answer


stylesheet.is_public = True  # type: ignore[attr-defined]  # a stranger sees the sign-in page in full

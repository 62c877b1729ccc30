"""The accents are checked colours: words of 4.5 and edges of 3 in both themes (WCAG 2.2 §1.4.3, §1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from attestry.trust_center.models import TrustPage
from attestry.trust_center.rules.looks import Accent
from attestry.ui import contrast

STYLES = Path(contrast.__file__).parent / "styles"
TOKENS = contrast.themes((STYLES / "tokens.css").read_text())
SETS = dict(re.findall(r'\[data-accent="([a-z]+)"\] \{([^}]*)\}', (STYLES / "public.css").read_text()))
READ = [
    ("accent", "surface"), ("accent", "canvas"), ("accent-strong", "accent-soft"), ("on-accent", "accent"),
    ("on-accent", "accent-strong"), ("ink", "accent-soft"), ("ink-soft", "accent-soft"),
]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("accent", list(Accent))
def test_every_accent_can_be_read_in_both_themes(accent, theme):
    own = contrast.themes(SETS[accent])[theme] if accent in SETS else {}
    colours = {**TOKENS[theme], **own}
    assert accent is Accent.INK or len(own) == 4
    for front, ground in READ:
        assert contrast.ratio(colours[front], colours[ground]) >= 4.5, (front, ground)


def test_the_accent_and_the_words_on_top_are_chosen_on_the_page_of_the_look(client, examination):
    client.force_login(examination.lead)
    sent = {
        "intro": "<b>We</b> pay people.",
        "contact": "trust@acme.example",
        "accent": "teal",
        "notice_days": 14,
    }
    assert client.post("/trust-center/look/", sent).status_code == 302
    assert TrustPage.objects.get().notice_days == 14
    client.post("/trust-center/open/", {"open": "yes"})
    page = client.get("/trust/").content.decode()
    assert 'data-accent="teal"' in page
    assert "&lt;b&gt;We&lt;/b&gt; pay people." in page
    assert "mailto:trust@acme.example" in page
    for wrong in ({"accent": "neon"}, {"notice_days": 0}, {"contact": "javascript:alert(1)"}):
        assert client.post("/trust-center/look/", {**sent, **wrong}).status_code == 422

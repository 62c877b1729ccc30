"""What the firm asks for, and how management answers: from the ledger, or with a paper that is handed in."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO

from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Duty
from attestry.evidence.actions import hand_in_document
from attestry.requests.actions.answering import attach_evidence, cannot_provide, submit_request
from attestry.requests.actions.asking import tailor_requests
from attestry.requests.actions.judging import accept_request
from attestry.requests.models import Request
from attestry.requests.rules.state import RequestState
from attestry.sample_company.actions.examining.scene import Scene
from attestry.sample_company.actions.examining.showing import Shown, shown_of

ATTACHED = 3
NOTHING = "Nothing of this kind came up in the days that are examined."


def ask(scene: Scene, engagement: Engagement) -> None:
    """The list of the library, tailored to the scope; owners of controls answer."""
    tailor_requests(
        scene.firm(Duty.LEAD),
        engagement,
        owner=scene.of_ours(scene.whole.led_by),
        due_on=scene.calendar.on(scene.told.days.answered),
    )


def hand_papers_in(scene: Scene, _engagement: Engagement) -> None:
    """What no reading shows is written down by its owner and sealed with the days that it speaks of."""
    first, last = scene.calendar.on(scene.told.first or scene.told.until), scene.calendar.on(scene.told.until)
    for one in scene.whole.papers:
        text = f"{one.title} (made up)\n\n{one.text}\n\nPeriod: {first} to {last}. Written by {one.by}.\n"
        hand_in_document(
            scene.of_ours(one.by).actor(),
            BytesIO(text.encode()),
            filename=f"{last}-{'-'.join(one.title.lower().replace(',', '').split())}.txt",
            title=one.title,
            period_from=scene.first_at,
            period_until=scene.end_at,
            controls=one.controls,
            note="Made up for the sample company.",
        )


def answer(scene: Scene, engagement: Engagement) -> None:
    """Each owner attaches what shows the controls of a request and hands it over."""
    for request in engagement.requests.filter(state=RequestState.OPEN).select_related("owner"):
        owner = request.owner.actor()
        found = _shown_for(scene, request.controls)
        if not found:
            cannot_provide(owner, request, reason=NOTHING)
            continue
        for one in found[:ATTACHED]:
            attach_evidence(owner, request, entry_seq=one.seq, note=one.item)
        submit_request(owner, request)


def accept(scene: Scene, engagement: Engagement) -> None:
    """The firm takes the answers as enough to work with."""
    for request in Request.objects.filter(engagement=engagement, state=RequestState.SUBMITTED):
        accept_request(scene.firm(Duty.LEAD), request)


def _shown_for(scene: Scene, controls: Collection[str]) -> list[Shown]:
    found = {one.seq: one for key in controls for one in shown_of(key, until=scene.end_at)}
    return list(found.values())

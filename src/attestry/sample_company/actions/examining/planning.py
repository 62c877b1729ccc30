"""An examination is planned, its team signs, the letter is handed in, and the firm's work begins."""

from __future__ import annotations

from io import BytesIO

from attestry.accounts.models import User
from attestry.engagements.actions.colleagues import invite_colleague
from attestry.engagements.actions.firms import keep_firm
from attestry.engagements.actions.letters import hand_in_letter
from attestry.engagements.actions.moving import move_on
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.actions.renewing import renew_engagement
from attestry.engagements.actions.staffing import join_team, sign_independence
from attestry.engagements.models import Engagement, Firm
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.rules.side import Duty
from attestry.engagements.rules.state import State
from attestry.kit import clock
from attestry.sample_company.actions.examining.scene import Scene
from attestry.scope.queries.categories import the_system


def plan(scene: Scene) -> None:
    """The firm is written down, and the engagement planned: as a renewal where one was issued before."""
    told, firm = scene.told, _firm(scene)
    earlier = scene.engagement(key=told.renews) if told.renews else None
    until_on = scene.calendar.on(told.until)
    if earlier is not None and earlier.the_state is State.ISSUED:
        renew_engagement(scene.lead, earlier, title=told.title, until_on=until_on)
        return
    plan_engagement(
        scene.lead,
        the_system(),
        kind=told.kind,
        title=told.title,
        from_on=scene.on(told.first),
        until_on=until_on,
        firm=firm,
    )


def _firm(scene: Scene) -> Firm:
    said = scene.whole.firm
    known = Firm.objects.filter(name=said.name).first()
    return known or keep_firm(
        scene.lead,
        name=said.name,
        city=said.city,
        state=said.state,
        licence_jurisdiction=said.licence_jurisdiction,
        licence_number=said.licence_number,
        licence_expires_on=scene.on(said.licence_until),
        peer_review=said.peer_review,
        peer_review_expires_on=scene.on(said.peer_review_until),
        licence_proof=_proof("licence", f"Licence {said.licence_number} of {said.name}."),
        peer_review_proof=_proof("peer-review", f"Peer review of {said.name}: {said.peer_review}."),
    )


def _proof(name: str, words: str) -> BytesIO:
    document = BytesIO(f"{words} Made up for the sample company.\n".encode())
    document.name = f"{name}.txt"
    return document


def join(scene: Scene, engagement: Engagement) -> None:
    """Management names the partner, the partner the rest; each signs in their own name."""
    partner = scene.of_the_firm(scene.whole.login(Duty.PARTNER))
    join_team(scene.lead, engagement, partner, duty=Duty.PARTNER)
    sign_independence(partner.actor(), engagement, text=scene.whole.independence)
    for one in scene.whole.team:
        if one.duty is Duty.PARTNER:
            continue
        email = f"{one.login}@{scene.whole.firm.domain}"
        known = User.objects.filter(email=email).first()
        if known is None:
            known, _ = invite_colleague(
                partner.actor(), engagement, email=email, name=one.name, duty=one.duty
            )
        else:
            join_team(partner.actor(), engagement, known, duty=one.duty)
        sign_independence(known.actor(), engagement, text=scene.whole.independence)


def hand_in(scene: Scene, engagement: Engagement, kind: LetterKind) -> None:
    """A letter as both sides signed it, made up like everything here."""
    signer = scene.of_ours(scene.whole.signed_by.login)
    partner = next(one.name for one in scene.whole.team if one.duty is Duty.PARTNER)
    today = clock.now().date()
    text = f"{kind.label} (made up)\n{engagement.title}\n{kind.purpose}\nSigned by {signer.name}, {today}.\n"
    document = BytesIO(text.encode())
    document.name = f"{today}-{kind.value}-letter.txt"
    hand_in_letter(
        scene.lead,
        engagement,
        kind=kind,
        document=document,
        signatory=signer.name,
        signatory_title=scene.whole.signed_by.title,
        countersigned_by=partner if kind is LetterKind.ENGAGEMENT else "",
        dated_on=today,
    )


def begin(scene: Scene, engagement: Engagement) -> None:
    """The firm's work begins."""
    move_on(scene.firm(Duty.LEAD), engagement, to=State.FIELDWORK)

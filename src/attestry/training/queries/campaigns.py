"""Reads: phishing campaigns, their rates, and who fell for several."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from attestry.kit.errors import NotFound
from attestry.training.models import PhishingCampaign, PhishingResult

REPEATED = 2


def campaigns() -> QuerySet[PhishingCampaign]:
    """Every campaign with its counts, the newest first."""
    return PhishingCampaign.objects.annotate(
        sent_count=Count("results"),
        clicked_count=Count("results", filter=Q(results__has_clicked=True)),
        entered_count=Count("results", filter=Q(results__has_entered=True)),
        reported_count=Count("results", filter=Q(results__has_reported=True)),
    )


def campaign_numbered(pk: int) -> PhishingCampaign:
    """One campaign with its counts. Raises NotFound."""
    found = campaigns().filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such campaign.", next_step="See the list of campaigns.")
    return found


def clicked_in(campaign: PhishingCampaign) -> QuerySet[PhishingResult]:
    """Who clicked, with how often they did in all campaigns (``times``)."""
    found = campaign.results.filter(has_clicked=True).select_related("person", "person__team")
    return found.order_by("person__name", "pk")


def clicked_repeatedly() -> dict[int, int]:
    """Who clicked in at least two campaigns, and in how many, by the person's number."""
    counted = (
        PhishingResult.objects.filter(has_clicked=True).values_list("person").annotate(times=Count("pk"))
    )
    return dict(counted.filter(times__gte=REPEATED).order_by())

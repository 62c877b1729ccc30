"""What holds until somebody ends it, with the reason: papers that bind readers, files that they are shown."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

ENDED_SAYS_WHY = Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why=""))


class Ending(models.Model):
    """It holds while ``ended_at`` is None; why it ended stays beside it."""

    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def subject(self) -> str:
        """This as the subject of a journal entry."""
        raise NotImplementedError

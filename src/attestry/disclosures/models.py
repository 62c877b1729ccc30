"""Files that go with a report, and every time that one was handed out or a page of it shown."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from attestry.disclosures.rules.stamp import How, Mark
from attestry.engagements.models import Engagement
from attestry.readers.models import ENDED_SAYS_WHY, Ending, Grant


class SharedFile(Ending):
    """A PDF that readers get besides the report: of one engagement, or of every one where that is None.

    ``digest`` is of what is kept, sealed at ``entry_seq``; ``original_digest`` of what was uploaded, where
    it was closed by a password and was opened to be stamped.
    """

    title = models.CharField(max_length=200)
    engagement = models.ForeignKey(
        Engagement, on_delete=models.PROTECT, null=True, related_name="shared_files"
    )
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    original_digest = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    entry_seq = models.PositiveBigIntegerField(unique=True)
    shared_by = models.CharField(max_length=200)
    shared_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=ENDED_SAYS_WHY, name="an_ended_file_says_why")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This file as the subject of a journal entry."""
        return f"shared_file:{self.pk}"


class Disclosure(models.Model):
    """One copy that was downloaded, or one page that was shown; never changed.

    Its number and ``code`` stand on the copy, so that a leaked one says whose it was. ``source_digest`` is
    of the file that it was made from. It is written down before the reader has anything.
    """

    code = models.CharField(max_length=8)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="disclosures")
    how = models.CharField(max_length=10, choices=[(one.value, one.label) for one in How])
    file_key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    page = models.PositiveIntegerField(null=True)
    source_digest = models.CharField(max_length=64)
    reader_name = models.CharField(max_length=200)
    company = models.CharField(max_length=200)
    email = models.CharField(max_length=254)
    origin = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(how=How.DOWNLOAD.value, page=None) | Q(how=How.PAGE.value, page__isnull=False),
                name="a_copy_or_a_page",
            ),
        ]

    def __str__(self) -> str:
        return f"No. {self.pk} of {self.title} for {self.reader_name}"

    @property
    def subject(self) -> str:
        """This disclosure as the subject of a journal entry."""
        return f"disclosure:{self.pk}"

    @property
    def mark(self) -> Mark:
        """What stands on it."""
        return Mark(self.pk, self.code, self.reader_name, self.company, self.email, self.at)


class Copy(models.Model):
    """The digest of a copy as it was handed out, by which the very file is known again."""

    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="copy")
    digest = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"copy of {self.disclosure}"

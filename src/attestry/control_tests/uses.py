"""What rests on an entry of the ledger: the answers drawn from it, and those sealed in it."""

from __future__ import annotations

from attestry.control_tests.models import Result
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.rules.use import Use, Uses
from attestry.ui.addresses import address

SHOWN = 100
_WORST = {"fail": 0, "unknown": 1, "empty": 2, "pass": 3, "not_applicable": 4}


def uses(of: Entry) -> Uses:
    """The results in a run's entry; the latest results that read any other entry. Three queries at most."""
    if of.kind == EntryKind.RUN:
        found = list(Result.objects.filter(entry_seq=of.seq).defer("inputs"))
        title, words = "The answers in it", "What each control test said in this run."
    else:
        found = _reading(of)
        title, words = "What rests on it", "The answers that were drawn from this entry."
    lines = sorted((_line(one) for one in found), key=lambda use: (_WORST[use.outcome], use.label))
    return Uses(title, words, tuple(lines[:SHOWN]), len(lines))


def _reading(of: Entry) -> list[Result]:
    """One result for each test that read the entry: the last, since later ones replace earlier ones."""
    later = Result.objects.filter(entry_seq__gt=of.seq).order_by("entry_seq")
    if of.kind == EntryKind.DOCUMENT:
        later = later.filter(run=None)
    else:
        later = later.filter(entry_seq__lte=_last_reader(of))
    return list({one.test_id: one for one in later if of.seq in one.inputs}.values())


def _last_reader(of: Entry) -> int:
    """The entry from which on a stream's next entry is read instead: the last that may have read this."""
    after = Entry.objects.filter(connection=of.connection, stream=of.stream, ordinal__gt=of.ordinal)
    found = after.order_by("ordinal").values_list("seq", flat=True).first()
    return found if found is not None else 2**62


def _line(one: Result) -> Use:
    definition = definitions().get(one.test_id)
    title = definition.meaning.title if definition else f"A person's test of {one.control_id}: {one.aspect}"
    counts = one.counts
    said = one.conclusion or f"{one.failed} of {counts.total} fail"
    if one.outcome is not Outcome.FAIL and not one.conclusion:
        said = one.error or (one.unseen[0] if one.unseen else f"{counts.total} items")
    return Use(
        kind="Control test",
        label=title,
        outcome=one.verdict,
        said=f"{said}, as of {one.as_of:%Y-%m-%d %H:%M} UTC",
        href=address("control_test", one.test_id),
    )

"""An outsider draws a sample again with the lines of the how-to, and nothing of ours."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from attestry.populations.actions.drawing import reveal_seed
from attestry.populations.tests.changes import a_sample

HOW_TO = Path(__file__).parents[4] / "docs" / "how-to" / "freeze-a-population.md"


def asked(script, folder, **around):
    """What the shell prints of a line of the how-to, run beside the downloads."""
    found = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", **around},
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.split()


@pytest.fixture
def told(examination, firm, tmp_path):
    """A sample whose seed was told, and the downloads of its population."""
    sample = a_sample(examination, tmp_path, size=25)
    reveal_seed(examination.auditor.actor(), sample)
    page = f"/engagements/{examination.engagement.pk}/firm/populations/{sample.population_id}/"
    for name, address in (("ndjson", f"{page}file/"), ("csv", f"{page}list/?format=csv")):
        (tmp_path / f"population-1.{name}").write_bytes(b"".join(firm.get(address).streaming_content))
    return sample


def test_the_lines_of_the_how_to_draw_the_same_sample(told, tmp_path):
    text = HOW_TO.read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    (column,) = re.findall(r"`(tail -n \+2 [^`]*)`", text)
    extraction, seed = told.population.freeze.extraction, told.commitment.seed
    printed = asked(block, tmp_path, SEED=seed)
    drawn = list(told.items.values_list("item_id", flat=True))
    assert printed == [
        extraction.digest,
        "population-1.ndjson",
        told.commitment.digest,
        "-",
        extraction.items_digest,
        *drawn,
    ]
    assert asked(column, tmp_path)[0] == extraction.items_digest

import pytest

from lint.tests.judging import lines_complained_of

RULE = "faces"
VIEWS = "src/attestry/today/views.py"


@pytest.mark.parametrize(
    "line",
    [
        "from attestry.evidence.ledger import append",
        "from attestry.evidence import ledger",
        "import attestry.evidence.ledger",
        "from attestry.controls.views import page",
        "from attestry.controls.models import Control",
    ],
)
def test_reaching_past_a_rooms_faces_is_complained_of(line):
    assert lines_complained_of(RULE, VIEWS, line) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "from attestry.evidence import queries",
        "from attestry.evidence.rules.checkpoint import CheckpointText",
        "from attestry.journal.acts import act",
        "from attestry.kit.blobs import Store",
        "from attestry.today.views import other",
        "if TYPE_CHECKING:\n    from attestry.controls.models import Control",
    ],
)
def test_entering_by_a_face_is_fine(line):
    assert lines_complained_of(RULE, VIEWS, line) == []


def test_tables_of_another_room_are_joined_in_queries():
    line = "from attestry.controls.models import Control"
    assert lines_complained_of(RULE, "src/attestry/today/queries.py", line) == []

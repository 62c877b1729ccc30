from django.db import migrations
from django.db.migrations.operations.special import RunPython

from attestry.kit.append_only import append_only


def _open(table: str) -> RunPython:
    """Lets a table be renamed: its triggers name it, and are made again for the new name."""
    kept = append_only(table)
    assert kept.reverse_code is not None
    return RunPython(kept.reverse_code, kept.code)


class Migration(migrations.Migration):
    dependencies = [("reliance", "0002_append_only")]
    operations = [
        _open("reliance_question"),
        _open("reliance_answer"),
        migrations.RenameModel("Question", "ReaderQuestion"),
        migrations.RenameModel("Answer", "ReaderAnswer"),
        append_only("reliance_readerquestion"),
        append_only("reliance_readeranswer"),
    ]

from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [
        append_only("evidence_entry"),
        append_only("evidence_segment"),
        append_only("evidence_checkpoint"),
    ]

from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_stamps")]
    operations = [
        append_only("evidence_stamp"),
        append_only("evidence_stampattempt"),
    ]

from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("reliance", "0001_initial")]
    operations = [
        append_only("reliance_mappedcontrol"),
        append_only("reliance_question"),
        append_only("reliance_answer"),
    ]

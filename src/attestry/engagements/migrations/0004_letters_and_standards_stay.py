from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("engagements", "0003_letters_standards_and_carried_matters")]
    operations = [
        append_only("engagements_letter"),
        append_only("engagements_standardsetting"),
    ]

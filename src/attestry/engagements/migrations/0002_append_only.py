from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("engagements", "0001_initial")]
    operations = [
        append_only("engagements_engagementstep"),
        append_only("engagements_independencenote"),
    ]

from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0001_initial")]
    operations = [append_only("disclosures_disclosure"), append_only("disclosures_copy")]

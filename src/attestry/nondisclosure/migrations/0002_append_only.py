from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("nondisclosure", "0001_initial")]
    operations = [append_only("nondisclosure_agreement"), append_only("nondisclosure_signing")]

from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("opinions", "0003_shared_drafts_and_issued_reports")]
    operations = [append_only("opinions_shareddraft"), append_only("opinions_issuedreport")]

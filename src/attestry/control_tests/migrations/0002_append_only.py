from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("control_tests", "0001_initial")]
    operations = [append_only("control_tests_run"), append_only("control_tests_result")]

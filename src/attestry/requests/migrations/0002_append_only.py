from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial")]
    operations = [append_only("requests_requeststep"), append_only("requests_requestcomment")]

from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("opinions", "0001_initial")]
    operations = [append_only("opinions_opinion"), append_only("opinions_opinionapproval")]

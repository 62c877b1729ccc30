from django.db import migrations

from attestry.kit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("effectiveness", "0001_initial")]
    operations = [append_only("effectiveness_excusal"), append_only("effectiveness_excusaldecision")]

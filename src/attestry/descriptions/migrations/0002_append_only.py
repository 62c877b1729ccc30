from django.db import migrations

from attestry.kit.append_only import append_only

TABLES = ("passage", "descriptioncomment", "finaldescription", "assertion")


class Migration(migrations.Migration):
    dependencies = [("descriptions", "0001_initial")]
    operations = [append_only(f"descriptions_{table}") for table in TABLES]

from django.db import migrations

from attestry.kit.append_only import append_only

TABLES = ("procedure", "worknote", "itemmark", "conclusion", "review")


class Migration(migrations.Migration):
    dependencies = [("workpapers", "0001_initial")]
    operations = [append_only(f"workpapers_{table}") for table in TABLES]

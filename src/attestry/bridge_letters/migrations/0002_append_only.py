from django.db import migrations

from attestry.kit.append_only import append_only

_TABLES = ("bridgeletter", "lettertext", "changeanswer", "letterreview", "signedletter", "letterwithdrawal")


class Migration(migrations.Migration):
    dependencies = [("bridge_letters", "0001_initial")]
    operations = [append_only(f"bridge_letters_{one}") for one in _TABLES]

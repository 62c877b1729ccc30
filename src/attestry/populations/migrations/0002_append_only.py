from django.db import migrations

from attestry.kit.append_only import append_only

TABLES = (
    "populationextraction",
    "populationcheck",
    "populationacceptance",
    "populationfreeze",
    "seedcommitment",
    "seedreveal",
    "sizetable",
    "sample",
    "sampleextension",
    "sampleditem",
    "itemreplacement",
    "askeditem",
)


class Migration(migrations.Migration):
    dependencies = [("populations", "0001_initial")]
    operations = [append_only(f"populations_{table}") for table in TABLES]

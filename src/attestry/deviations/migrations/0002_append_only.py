from django.db import migrations

from attestry.kit.append_only import append_only

TABLES = (
    "deviation",
    "deviatingmark",
    "nodeviation",
    "confirmation",
    "evaluation",
    "criterioneffect",
    "compensatingcontrol",
    "evaluationreview",
    "sharedresult",
    "managementresponse",
    "eventinquiry",
    "eventanswer",
    "eventweighing",
)


class Migration(migrations.Migration):
    dependencies = [("deviations", "0001_initial")]
    operations = [append_only(f"deviations_{table}") for table in TABLES]

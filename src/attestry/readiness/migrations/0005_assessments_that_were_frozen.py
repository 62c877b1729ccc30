from django.db import migrations


def carry(apps, _schema_editor):
    """What was frozen stays as it was, under the digest that was taken over it.

    Ratings that no assessment froze were given as a whole and not by the three questions, so they
    do not count as answers to them; each stands in the journal.
    """
    finalisation = apps.get_model('readiness', 'Finalisation')
    for one in apps.get_model('readiness', 'Assessment').objects.order_by('pk'):
        finalisation.objects.create(
            assessment=one, finalised_at=one.finalised_at, finalised_by=one.finalised_by, content=one.ratings, digest=one.digest
        )
        one.begun_at = one.period_from = one.ended_at = one.finalised_at
        one.begun_by = one.assessed_by = one.finalised_by
        one.save()
    apps.get_model('readiness', 'Rating').objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [('readiness', '0004_an_assessment_begins_and_ends')]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]

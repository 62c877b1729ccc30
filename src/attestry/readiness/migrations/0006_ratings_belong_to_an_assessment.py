import django.db.models.deletion
from django.db import migrations, models

from attestry.kit.append_only import append_only

ADEQUACY = [('adequate', 'Adequate'), ('inadequate', 'Inadequate'), ('missing', 'Missing'), ('not_applicable', 'Not applicable')]


class Migration(migrations.Migration):

    dependencies = [('readiness', '0005_assessments_that_were_frozen')]

    operations = [
        migrations.AlterModelOptions('assessment', {'ordering': ['-begun_at', '-pk']}),
        migrations.RemoveField('assessment', 'finalised_at'),
        migrations.RemoveField('assessment', 'finalised_by'),
        migrations.RemoveField('assessment', 'ratings'),
        migrations.RemoveField('assessment', 'digest'),
        migrations.AlterField('assessment', 'begun_at', models.DateTimeField()),
        migrations.AlterField('assessment', 'period_from', models.DateTimeField()),
        migrations.AddConstraint('assessment', models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('system',), name='one_open_assessment_per_system')),
        migrations.RemoveConstraint('rating', 'criterion_rated_once'),
        migrations.RemoveField('rating', 'system'),
        migrations.AddField('rating', 'assessment', models.ForeignKey(default=0, on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='readiness.assessment'), preserve_default=False),
        migrations.AddField('rating', 'design', models.CharField(choices=ADEQUACY, default='', max_length=14), preserve_default=False),
        migrations.AddField('rating', 'implementation', models.CharField(choices=ADEQUACY, default='', max_length=14), preserve_default=False),
        migrations.AddField('rating', 'operation', models.CharField(choices=ADEQUACY, default='', max_length=14), preserve_default=False),
        migrations.AddField('rating', 'owns', models.JSONField(default=list)),
        migrations.AddConstraint('rating', models.UniqueConstraint(fields=('assessment', 'reference'), name='criterion_rated_once')),
        append_only('readiness_finalisation'),
    ]

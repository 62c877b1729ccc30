import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('readiness', '0003_effort_plan')]

    operations = [
        migrations.CreateModel(
            name='Finalisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finalised_at', models.DateTimeField()),
                ('finalised_by', models.CharField(max_length=200)),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='finalisation', to='readiness.assessment')),
            ],
            options={'ordering': ['-finalised_at']},
        ),
        migrations.AddField('assessment', 'begun_at', models.DateTimeField(null=True)),
        migrations.AddField('assessment', 'begun_by', models.CharField(default='', max_length=200), preserve_default=False),
        migrations.AddField('assessment', 'assessed_by', models.CharField(default='', max_length=200), preserve_default=False),
        migrations.AddField('assessment', 'period_from', models.DateTimeField(null=True)),
        migrations.AddField('assessment', 'ended_at', models.DateTimeField(null=True)),
        migrations.AddField('assessment', 'discarded_reason', models.TextField(blank=True, default=''), preserve_default=False),
    ]

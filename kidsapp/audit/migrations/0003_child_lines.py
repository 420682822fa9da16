"""A child's lines are found in a narrow table; those written before get their rows city by city."""

import django.db.models.deletion
from django.db import migrations, models

CITY = "SELECT set_config('kidsapp.city', %s, true)"
FILL = """
INSERT INTO audit_childline (municipality_id, child, line)
SELECT municipality_id, unnest(children), id FROM audit_auditline WHERE municipality_id = %s
"""


def fill(apps, editor):
    """Name the children of every line that is there."""
    cities = apps.get_model("municipality", "Municipality")
    with editor.connection.cursor() as cursor:
        for city in cities.objects.values_list("pk", flat=True):
            cursor.execute(CITY, [str(city)])
            cursor.execute(FILL, [city])


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_seals'),
        ('municipality', '0002_contact_hours'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChildLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('child', models.BigIntegerField()),
                ('line', models.BigIntegerField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipality.municipality')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(models.F('municipality'), models.F('line'), name='child_line_of_line')],
                'constraints': [models.UniqueConstraint(models.F('municipality'), models.F('child'), models.F('line'), name='child_line_once')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

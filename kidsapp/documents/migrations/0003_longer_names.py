"""Public ids and codes get longer: 128 random bits."""

import kidsapp.municipality.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_sealed_uploads'),
    ]

    operations = [
        migrations.AddField(
            model_name='upload',
            name='cipher',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='number of what sealed it'),
        ),
        migrations.AlterField(
            model_name='upload',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
    ]

"""Public ids and codes get longer: 128 random bits."""

import kidsapp.municipality.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0006_street_only_for_child_minders'),
    ]

    operations = [
        migrations.AlterField(
            model_name='facility',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='facilitypicture',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
    ]

"""Public ids and codes get longer: 128 random bits."""

import kidsapp.municipality.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_emergency_access'),
    ]

    operations = [
        migrations.AlterField(
            model_name='account',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='child',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='custody',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='membership',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='namedguardian',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='takeovercode',
            name='code_hash',
            field=models.CharField(max_length=128, unique=True),
        ),
    ]

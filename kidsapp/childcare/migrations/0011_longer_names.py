"""Public ids and codes get longer: 128 random bits."""

import kidsapp.municipality.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('childcare', '0010_open_evidence'),
    ]

    operations = [
        migrations.AlterField(
            model_name='agreement',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='caseconcern',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='contract',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='criterion',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='draft',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='group',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='placeoffer',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='preregistration',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='wish',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
    ]

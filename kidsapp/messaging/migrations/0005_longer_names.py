"""Public ids and codes get longer: 128 random bits."""

import kidsapp.municipality.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('messaging', '0004_on_paper'),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='message',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
    ]

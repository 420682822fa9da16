"""Public ids and codes get longer: 128 random bits."""

import kidsapp.municipality.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('operations', '0001_erasures'),
    ]

    operations = [
        migrations.AlterField(
            model_name='erasure',
            name='name',
            field=models.CharField(max_length=24, verbose_name='the public id, which is never given out twice'),
        ),
        migrations.AlterField(
            model_name='erasurerequest',
            name='public_id',
            field=kidsapp.municipality.fields.PublicIdField(default=kidsapp.municipality.fields.random_public_id, editable=False, max_length=24, unique=True),
        ),
    ]

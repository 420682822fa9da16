"""A city may list in which district a street lies, where districts share a postal code."""

import kidsapp.municipality.streets
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipality', '0002_contact_hours'),
    ]

    operations = [
        migrations.AddField(
            model_name='district',
            name='has_listed_streets',
            field=models.BooleanField(db_default=False, default=False, verbose_name='streets of its postal codes have districts'),
        ),
        migrations.AddField(
            model_name='gazetteerentry',
            name='district',
            field=models.SlugField(blank=True, db_default='', db_index=False, default='', verbose_name='key of the district in which a street lies'),
        ),
        migrations.AddField(
            model_name='gazetteerentry',
            name='street_key',
            field=models.GeneratedField(db_persist=True, expression=kidsapp.municipality.streets.StreetKey('name'), output_field=models.CharField(max_length=200)),
        ),
        migrations.AddIndex(
            model_name='gazetteerentry',
            index=models.Index(models.F('municipality'), models.F('street_key'), condition=models.Q(('district', ''), _negated=True), name='gazetteer_street_of_district'),
        ),
    ]

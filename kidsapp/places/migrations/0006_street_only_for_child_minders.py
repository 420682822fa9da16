from django.db import migrations

STREET_ONLY = """
UPDATE places_facility SET shows_house_number = false
WHERE kind = 'child_minder' AND NOT 'shows_house_number' = ANY(kept_fields)
"""


class Migration(migrations.Migration):
    """Child minders who never said otherwise show their street only; a list that says yes says so again."""

    dependencies = [("places", "0005_sources_of_lists")]

    operations = [migrations.RunSQL(STREET_ONLY, migrations.RunSQL.noop)]

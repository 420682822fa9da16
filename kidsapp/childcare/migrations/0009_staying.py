"""The number of children who stay is never unknown: 0 until a Kita says more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Made anew and not altered: the walls between cities let no owner update rows of all of them."""

    dependencies = [("childcare", "0008_on_paper")]

    operations = [
        migrations.RemoveField("group", "staying"),
        migrations.AddField(
            "group",
            "staying",
            models.PositiveSmallIntegerField(
                default=0, verbose_name="children of the year before who stay, as the Kita counts them"
            ),
        ),
    ]

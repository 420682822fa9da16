"""The desk counts on every page the evidence that waits to be checked: an index of these few lines."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index on what is open."""

    dependencies = [("childcare", "0009_staying"), ("municipality", "0002_contact_hours")]

    operations = [
        migrations.AddIndex(
            "deskline",
            models.Index("municipality", condition=models.Q(evidence="open"), name="desk_line_open_evidence"),
        )
    ]

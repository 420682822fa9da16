"""The hours of a contact are lines that every language reads, no longer a text in German."""

from typing import Any

from django.db import migrations


def drop_texts(apps: Any, _editor: Any) -> None:
    """A city whose hours are one text has none until its folder is loaded again."""
    municipality = apps.get_model("municipality", "Municipality")
    for row in municipality.objects.all():
        contact = row.profile.get("contact", {})
        if isinstance(contact.get("hours"), str):
            row.profile["contact"] = {**contact, "hours": []}
            row.save(update_fields=["profile"])


class Migration(migrations.Migration):
    dependencies = [("municipality", "0001_initial")]
    operations = [migrations.RunPython(drop_texts, migrations.RunPython.noop)]

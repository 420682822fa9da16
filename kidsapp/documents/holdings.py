"""What is held of uploaded documents; how long, the module that owns them says."""

from collections.abc import Sequence

from kidsapp.documents.commands import remove_upload
from kidsapp.documents.models import Upload
from kidsapp.kernel.holdings import Activity, Keeping, Kind, Retention, Table
from kidsapp.kernel.texts import message

EVIDENCE = Activity(
    key="evidence",
    name=message("Nachweise"),
    why=message("Damit das Jugendamt prüfen kann, was Ihnen zusteht."),
    law=("§ 60 SGB I", "§ 24 SGB VIII", "§ 62 SGB VIII"),
    subjects="Sorgeberechtigte, Kinder",
    recipients="Jugendamt; keine Kita",
    by_land=True,
)
FILE_IS_OLD = Retention(
    message("Unterlagen: 24 Monate nach dem Hochladen"),
    24,
    "§ 84 Abs. 2 SGB X: die Entscheidung ist getroffen und steht in der Akte",
)


def erase_uploads(ids: Sequence[int]) -> None:
    """The rows and, once that is certain, the files."""
    for upload in Upload.objects.filter(pk__in=ids):
        remove_upload(upload)


HOLDINGS = (
    Table(
        Upload,
        EVIDENCE,
        {
            Kind.FILE: "name content_type size uploaded_at",
            Kind.WHO: "uploaded_by child",
            Kind.SECRET: "key_number cipher wrapped_key",
            Kind.KEY: "sha256 file",
        },
        ends=(Keeping(FILE_IS_OLD, "uploaded_at"),),
        child=("child",),
        account=("uploaded_by",),
        own="uploaded_by",
        erase=erase_uploads,
    ),
)

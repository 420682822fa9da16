"""Who may do which act on documents; which document, its owner says (``ports``)."""

from kidsapp.audit.acts import act, signed_in

open_document = act("documents.open_document", signed_in, shows_children=True)

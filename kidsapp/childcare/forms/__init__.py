"""What families and Kitas type: read into values; the rules decide."""

from kidsapp.childcare.forms.child import NEW_CHILD, ChildStep
from kidsapp.childcare.forms.concerns import AgreementForm, DuplicateForm, NoteForm
from kidsapp.childcare.forms.contracts import ChangeContractForm, EndContractForm
from kidsapp.childcare.forms.evidence import EvidenceStep
from kidsapp.childcare.forms.family import FamilyStep
from kidsapp.childcare.forms.kita import AcceptForm, DeclineForm, ExtendForm, GroupForm, RetractForm
from kidsapp.childcare.forms.letters import AgreementReceivedForm, PostedForm, ReceivedForm, ReturnForm
from kidsapp.childcare.forms.need import NeedStep
from kidsapp.childcare.forms.steps import Known, StepForm, Typed, posted
from kidsapp.childcare.forms.take_over import TakeOverForm

__all__ = [
    "NEW_CHILD",
    "AcceptForm",
    "AgreementForm",
    "AgreementReceivedForm",
    "ChangeContractForm",
    "ChildStep",
    "DeclineForm",
    "DuplicateForm",
    "EndContractForm",
    "EvidenceStep",
    "ExtendForm",
    "FamilyStep",
    "GroupForm",
    "Known",
    "NeedStep",
    "NoteForm",
    "PostedForm",
    "ReceivedForm",
    "RetractForm",
    "ReturnForm",
    "StepForm",
    "TakeOverForm",
    "Typed",
    "posted",
]

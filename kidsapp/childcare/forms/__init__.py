"""What families and Kitas type: read into values; the rules decide."""

from kidsapp.childcare.forms.kita import AcceptForm, DeclineForm, GroupForm
from kidsapp.childcare.forms.one_page import NEW_CHILD, PreRegistrationForm

__all__ = ["NEW_CHILD", "AcceptForm", "DeclineForm", "GroupForm", "PreRegistrationForm"]

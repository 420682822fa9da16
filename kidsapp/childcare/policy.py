"""Who may do which act in childcare."""

from django.db.models import Q

from kidsapp.audit.acts import Rule, act, anyone, holding, sensitive, signed_in
from kidsapp.childcare.models import PreRegistration
from kidsapp.kernel.actors import Actor, Role
from kidsapp.people.policy import youth_office
from kidsapp.people.queries import in_custody_of, not_blocked
from kidsapp.places.policy import running_facility


def _in_custody(path: str = "") -> Rule:
    """Whoever has custody today of the child at the end of the path."""
    return lambda actor: (
        in_custody_of(actor.account_id, today=actor.today, path=path) if actor.account_id else None
    )


_office = youth_office("child_id")
_anybody_of_the_office = holding(Role.YOUTH_OFFICE)
_of_its_case = youth_office("preregistration__child_id")
_AT_A_KITA = Q(origin=PreRegistration.Origin.KITA)


def _draft_that_takes_documents(actor: Actor) -> Q | None:
    """A draft of one's own; at a Kita's counter nobody hands in documents: they are not for the Kita."""
    return Q(account_id=actor.account_id) & ~_AT_A_KITA if actor.account_id else None


def _own_document(actor: Actor) -> Q | None:
    """What somebody handed in themselves, for a draft of theirs or a child that is in their custody today."""
    if actor.account_id is None:
        return None
    own, at_a_kita = Q(upload__uploaded_by_id=actor.account_id), Q(draft__origin=PreRegistration.Origin.KITA)
    in_draft = Q(preregistration__isnull=True, draft__account_id=actor.account_id) & ~at_a_kita
    in_custody = in_custody_of(actor.account_id, today=actor.today, path="preregistration__child__")
    return own & (in_draft | in_custody)


def _document_of_a_case(actor: Actor) -> Q | None:
    found = _of_its_case(actor)
    return found & Q(preregistration__isnull=False) if found else None


def _own_document_of_a_case(actor: Actor) -> Q | None:
    found = _document_of_a_case(actor)
    return found & Q(upload__uploaded_by_id=actor.account_id) if found else None


def leading_facility(path: str = "") -> Rule:
    """Whoever leads the facility at the end of the path, deputies too; not its provider."""

    def rule(actor: Actor) -> Q | None:
        led = actor.facility_ids(Role.KITA_LEAD)
        return Q(**{f"{path}pk__in": led}) if led else None

    return rule


_at_counter = running_facility("facility__")


def _own_draft(actor: Actor) -> Q | None:
    """Whoever typed it, as long as they may still do so for the family, the office or the Kita."""
    if actor.account_id is None:
        return None
    typed_as = Q(origin="family") & not_blocked(account="account_id", child="child_id")
    if actor.holds(Role.YOUTH_OFFICE):
        typed_as |= Q(origin="youth_office")
    if (at_counter := _at_counter(actor)) is not None:
        typed_as |= Q(origin="kita") & at_counter
    return Q(account_id=actor.account_id) & typed_as


# Acts on rows of PreRegistration.
see_preregistration = act(
    "childcare.see_preregistration", _in_custody("child__"), _office, shows_children=True
)
withdraw_preregistration = act(
    "childcare.withdraw_preregistration", _in_custody("child__"), _office, shows_children=True
)
change_preregistration = act(
    "childcare.change_preregistration", _in_custody("child__"), _office, shows_children=True
)
give_hours_evidence = act("childcare.give_hours_evidence", _in_custody("child__"), _office)
ask_guardian = act("childcare.ask_guardian", _in_custody("child__"), _office)
see_youth_office_desk = act("childcare.see_youth_office_desk", _office, shows_children=True)
# One case and its evidence: a family reads whether a list was looked at, or its own case opened.
see_case = act("childcare.see_case", _office, shows_children=True)
see_evidence = act("childcare.see_evidence", _office, shows_children=True)
confirm_need = act("childcare.confirm_need", _office, shows_children=True)
add_note = act("childcare.add_note", _office, shows_children=True)
export_cases = sensitive("childcare.export_cases", _office, shows_children=True, is_file=True)
# Numbers of the whole city, without persons, for everybody of the office.
see_demand = act("childcare.see_demand", _anybody_of_the_office)
see_survey = act("childcare.see_survey", _anybody_of_the_office)
approve_hours = act("childcare.approve_hours", _office)
refuse_hours = act("childcare.refuse_hours", _office)
ask_again_for_hours = act("childcare.ask_again_for_hours", _office)

attach_document = act("childcare.attach_document", _in_custody("child__"), _office, shows_children=True)

# Acts on rows of Draft.
attach_to_draft = act("childcare.attach_to_draft", _draft_that_takes_documents)

# Acts on rows of CaseDocument. One guardian's papers (income, employer) are not the other's to read.
open_document = act("childcare.open_document", _own_document, _document_of_a_case)
remove_document = act("childcare.remove_document", _own_document, _own_document_of_a_case)

# Acts without a row: a blank form holds nothing of anybody.
see_blank_form = act("childcare.see_blank_form", anyone)

# Acts on rows of HoursEvidence.
see_evidence_queue = act("childcare.see_evidence_queue", _of_its_case, shows_children=True)

# Acts on rows of CaseConcern: whoever answers for its case; a likely duplicate shows the other one beside it.
settle_concern = act("childcare.settle_concern", _of_its_case, shows_children=True)

# Acts on rows of Child.
preregister_child = act("childcare.preregister_child", signed_in, shows_children=True)
submit_preregistration = act("childcare.submit_preregistration", _in_custody())

# Acts on rows of Draft.
keep_draft = act("childcare.keep_draft", _own_draft, shows_children=True)

# Acts without a row: at the counter there is no child yet; whoever holds the link answers for themselves.
# A second child joins a family on paper by a case of it that the counter may see.
enter_at_counter = act(
    "childcare.enter_at_counter", _anybody_of_the_office, running_facility(), shows_children=True
)
join_paper_family = act("childcare.join_paper_family", _office, running_facility("wishes__facility__"))
open_office_counter = act("childcare.open_office_counter", _anybody_of_the_office, shows_children=True)
enter_paper_answer = act("childcare.enter_paper_answer", _office, shows_children=True)
issue_code = act("childcare.issue_code", _office, shows_children=True)
take_over_case = act("childcare.take_over_case", anyone, shows_children=True)
answer_agreement = act("childcare.answer_agreement", anyone, shows_children=True)
answer_survey = act("childcare.answer_survey", anyone)
# Acts on rows of Agreement.
enter_paper_agreement = act("childcare.enter_paper_agreement", _of_its_case)

# Acts on rows of Wish.
see_wish = act("childcare.see_wish", running_facility("facility__"), shows_children=True)
accept_child = act("childcare.accept_child", running_facility("facility__"))
decline_child = act("childcare.decline_child", running_facility("facility__"))
put_on_waiting_list = act("childcare.put_on_waiting_list", running_facility("facility__"))
# A Kita hands papers on unread: ground and content are for the youth office alone (decision 0023).
send_hours_papers_on = act("childcare.send_hours_papers_on", running_facility("facility__"))

# Acts on rows of PlaceOffer.
_of_its_offer = youth_office("wish__preregistration__child_id")
answer_place_offer = act(
    "childcare.answer_place_offer",
    _in_custody("wish__preregistration__child__"),
    _of_its_offer,
    shows_children=True,
)
enter_timely_answer = act("childcare.enter_timely_answer", _of_its_offer)
extend_place_offer = act("childcare.extend_place_offer", running_facility("wish__facility__"))
retract_place_offer = act("childcare.retract_place_offer", running_facility("wish__facility__"))
# Nobody does these: the jobs of the night do.
expire_place_offer = act("childcare.expire_place_offer")
remind_family = act("childcare.remind_family")

# Acts on rows of Contract.
_at_its_kita = running_facility("offer__wish__facility__")
see_contract = act("childcare.see_contract", _at_its_kita, _of_its_case, shows_children=True)
change_contract_hours = act("childcare.change_contract_hours", _at_its_kita, _of_its_case)
end_contract = act("childcare.end_contract", _at_its_kita, _of_its_case)

# Acts on rows of Facility.
open_kita_counter = act("childcare.open_kita_counter", running_facility(), shows_children=True)
see_kita_desk = act("childcare.see_kita_desk", running_facility(), shows_children=True)
plan_groups = act("childcare.plan_groups", running_facility())

# The Kita's own criteria: acts on rows of Facility, Criterion and Wish, for nobody but the Kita itself.
see_criteria = act("childcare.see_criteria", leading_facility())
add_criterion = act("childcare.add_criterion", leading_facility())
change_criterion = act("childcare.change_criterion", leading_facility("facility__"))
move_criterion = act("childcare.move_criterion", leading_facility("facility__"))
remove_criterion = act("childcare.remove_criterion", leading_facility("facility__"))
tick_criteria = act("childcare.tick_criteria", leading_facility("facility__"))


def _managed_facilities(actor: Actor) -> Q | None:
    managed = actor.organisation_ids(Role.PROVIDER_MANAGER)
    return Q(organisation_id__in=managed) if managed else None


# Acts on rows of Facility, for who manages its provider: numbers, nobody's name (decision 0013).
see_provider_desk = act("childcare.see_provider_desk", _managed_facilities)

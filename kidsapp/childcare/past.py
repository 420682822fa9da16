"""What happened to a case, in the family's words; the key is the act."""

from collections.abc import Mapping

from kidsapp.kernel.texts import message

PAST: Mapping[str, tuple[str, str]] = {
    # What the youth office looks into about custody and duplicates is not the family's history.
    "submit_preregistration": (message("{date}: gesendet"), message("Die Bestätigung liegt in Ihrer Post.")),
    "enter_at_counter": (message("{date}: am Schalter aufgenommen"), ""),
    "change_preregistration": (message("{date}: geändert"), ""),
    "confirm_need": (message("{date}: Bedarf bestätigt"), message("Die Bestätigung liegt in Ihrer Post.")),
    "accept_child": (message("{date}: {facility} bietet einen Platz an"), ""),
    "decline_child": (message("{date}: {facility} hat keinen Platz"), ""),
    "put_on_waiting_list": (
        message("{date}: auf der Warteliste von {facility}"),
        message("Wird dort ein Platz frei, kann die Kita Ihnen schreiben. Versprechen kann sie es nicht."),
    ),
    "extend_place_offer": (message("{date}: {facility} gibt Ihnen mehr Zeit"), ""),
    "retract_place_offer": (message("{date}: {facility} nimmt das Angebot zurück"), ""),
    "expire_place_offer": (message("{date}: Frist für {facility} vorbei"), ""),
    "accept_place_offer": (message("{date}: Platz in {facility} angenommen"), ""),
    "enter_timely_answer": (
        message("{date}: Platz in {facility} angenommen"),
        message("Ihre Antwort war rechtzeitig da. Eingetragen haben wir sie später."),
    ),
    "decline_place_offer": (message("{date}: Platz in {facility} abgelehnt"), ""),
    "change_contract_hours": (message("{date}: Vertrag mit {facility} geändert"), ""),
    "end_contract": (message("{date}: Ende des Vertrags mit {facility} eingetragen"), ""),
    "give_hours_evidence": (message("{date}: Nachweis für 45 Stunden abgegeben"), ""),
    "send_hours_papers_on": (
        message("{date}: Papiere in der Kita abgegeben"),
        message("Die Kita schickt sie ungelesen an das Jugendamt."),
    ),
    "approve_hours": (message("{date}: 45 Stunden genehmigt"), ""),
    "refuse_hours": (message("{date}: 45 Stunden nicht genehmigt"), ""),
    "ask_again_for_hours": (message("{date}: das Jugendamt bittet um einen Nachweis"), ""),
    "withdraw_preregistration": (message("{date}: zurückgezogen"), ""),
    "end_doubled_case": (message("{date}: vom Jugendamt beendet, es gab zwei Vormerkungen"), ""),
    "ask_guardian": (message("{date}: die zweite Person um Zustimmung gebeten"), ""),
    "agree": (message("{date}: die zweite Person stimmt zu"), ""),
    "object": (message("{date}: die zweite Person stimmt nicht zu, das Jugendamt klärt"), ""),
}

"""Everything that writes in messaging: telling, letters on paper, and what could not be delivered."""

from kidsapp.messaging.commands.delivery import (
    send_all_again,
    send_mail_again,
    settle_mail,
    write_letters_instead,
)
from kidsapp.messaging.commands.letters import (
    MOST_AT_ONCE,
    WAITING,
    change_facts,
    drop_letter,
    hand_over_letter,
    hand_over_messages,
    make_letter,
    print_letters,
    return_letter,
    send_letters,
    settle_letter,
)
from kidsapp.messaging.commands.tell import mark_read, notice_of, public_address, tell

__all__ = [
    "MOST_AT_ONCE",
    "WAITING",
    "change_facts",
    "drop_letter",
    "hand_over_letter",
    "hand_over_messages",
    "make_letter",
    "mark_read",
    "notice_of",
    "print_letters",
    "public_address",
    "return_letter",
    "send_all_again",
    "send_letters",
    "send_mail_again",
    "settle_letter",
    "settle_mail",
    "tell",
    "write_letters_instead",
]

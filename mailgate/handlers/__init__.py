"""What becomes of a mail, by what its recipient is: one file for each purpose. HANDLERS is the whole table."""

from mailgate import address
from mailgate.handlers import bounce, comment, conversation, follow, help_, postmaster, report
from mailgate.handlers.outcome import Handler

HANDLERS: dict[type[address.Target], Handler] = {
    address.ToParagraph: comment.receive,
    address.ToConversation: conversation.answer,
    address.ToBounce: bounce.receive,
    address.ToReply: comment.answer,
    address.ToFollow: follow.receive,
    address.ToHelp: help_.receive,
    address.ToReport: report.receive,
    address.ToRole: postmaster.receive,
}

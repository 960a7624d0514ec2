"""Status cells: the words that say that a trip was cancelled, and those that say it was not."""

from data.reading.values.calendar_words import fold

CANCELLED_TEXT = (
    "cancelled canceled cancellation cancel called_off storniert abgesagt ausgefallen annulliert annulé "
    "annulée supprimé cancelado cancelada anulado anulada annullato annullata cancellato cancellata "
    "geannuleerd отменен отменён отменено отменена скасовано odwołany odwołane anulowany anulowane "
    "zrušeno zrušen zrušena zrušené zrušená zrušený iptal iptal_edildi törölve törölt elmaradt lemondva anulat "
    "anulată inställd inställt inställda peruttu peruutettu aflyst kansellert innstilt avlyst afgelast entfällt "
    "entfallen gestrichen odwołana odwołano anulowana анулирано відмінено скасований отказано "
    "otkazano otkazan odpovedano odpovedan atšaukta atšauktas atcelts atcelta tühistatud dibatalkan batal hủy "
    "đã_hủy bị_hủy रद्द ยกเลิก ยกเลิกแล้ว בוטל מבוטל ملغى ملغاة ملغي أُلغيت لغو_شد لغو ακυρώθηκε ακυρωμένο "
    "ακυρώθηκαν 取消 已取消 キャンセル 欠航 運休 中止 취소 취소됨 결항"
)
CANCELLED_WORDS = frozenset(map(fold, CANCELLED_TEXT.split()))
ACTIVE_TEXT = (
    "confirmed completed complete done flown active booked scheduled planned landed departed arrived ok "
    "open delayed diverted on_time finished bestätigt gebucht abgeschlossen confirmé confirmée effectué "
    "confirmado confirmada realizado confermato bevestigd подтвержден завершен confirmat 完了 확정 완료 已完成"
)
ACTIVE_WORDS = frozenset(map(fold, ACTIVE_TEXT.split()))


def is_cancelled(text: str) -> bool:
    """Return whether the cell of a status says that the trip was cancelled.

    >>> is_cancelled("CANCELED"), is_cancelled("Cancelled by airline"), is_cancelled("Not cancelled")
    (True, True, False)
    """
    words = fold(text).replace(" ", "_")
    return words in CANCELLED_WORDS or words.split("_")[0] in CANCELLED_WORDS


def is_status(text: str) -> bool:
    """Return whether a cell is the status of a trip."""
    return is_cancelled(text) or fold(text).replace(" ", "_") in ACTIVE_WORDS

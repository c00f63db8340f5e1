"""Evidence: the things that a customer has with a company."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="matter",
    weights={Kind.COMPLAINT: 0.5},
    words="""
        order ordered orders deliver* parcel* package* shipment shipping courier account accounts bill bills
        billing billed invoice* subscription* payment* ticket tickets booking booked reservation reserv* bag
        bags baggage luggage suitcase* flight flights plane gate seat seats train bus room rooms hotel
        warranty contract login password passport card statement transfer deposit update updates router
        connection internet wifi broadband signal website site app customer customers purchase purchased
        return returned replacement tracking item items product appointment prescription claim policy
        engineer store
    """,
    phrases=("paid for", "pay|paying for"),
)

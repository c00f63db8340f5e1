"""Evidence: talk of service, staff and being in touch."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="service",
    weights={Kind.COMPLAINT: 0.5},
    words="""
        service services support staff rep reps representative* agent agents employee* manager supervisor
        helpdesk helpline hotline call called calling calls phone phoned email emailed emails reply response
        respond* answer* contact contacted chat rang spoke attendant* driver drivers cashier waiter waitress
        technician engineer crew operator* desk custserv cs dm
    """,
    phrases=("customer service|care|support|services", "call centre|center"),
)

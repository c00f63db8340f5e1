"""Check: words of the office that they did not use themselves."""

from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.wording import Wording

JARGON = Wording(
    words="""leverage leveraging leveraged synerg* utilize* utilise* utilizing utilising utilization solutioning
    stakeholder* holistic* actionable granular deliverable* learnings onboarding omnichannel kpi kpis sla slas
    bandwidth facilitat* proactively aforementioned herein henceforth pursuant remediat* touchpoint* learnings
    ideation incentivi* operationali* roadmap""",
    phrases=(
        "touch base",
        "circle back",
        "going|moving forward",
        "at this ~ juncture",
        "at this ~ point in time",
        "action item|items",
        "reach|reaching|reached out to|with our|the|internal ~ teams|stakeholders|departments",
        "tier|level one|two|three|1|2|3 support|team|agent",
        "customer|user journey",
        "pain point|points",
        "value|added proposition|value",
        "best practice|practices",
        "low hanging",
        "deep dive",
        "end user|users",
        "root cause analysis",
        "ticketing|legacy|backend system|systems",
        "revert to|back you|to|with",
        "take|took|taking|taken ~ offline",
        "service|business level|continuity agreement",
    ),
)


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the first one that does not stand in their own words."""
    theirs = context.theirs.lower()
    for place in JARGON.find(context.draft):
        said = context.draft[slice(*place)]
        if said.lower() not in theirs:
            yield context.seen(f"{quoted(said)} is a word of the office; say it as they would.", place)
            return


CHECK = Check(Document.WRONG, look, 60, post=look)

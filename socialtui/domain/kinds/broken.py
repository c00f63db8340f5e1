"""Evidence: something is broken, wrong or gone."""

from socialtui.domain.lexicon import NOT, Signal
from socialtui.domain.mention import Kind

_DOES_NOT = NOT.replace("|no|", "|").replace("|without", "")
"""*No work today* is no trouble."""

SIGNAL = Signal(
    part="broken",
    weights={Kind.COMPLAINT: 1.0, Kind.PRAISE: -0.625, Kind.LEAD: -0.5},
    words="""
        broken error* issue issues problem* problematic glitch* bug bugs buggy crash* freez* outage* offline
        unavailable inaccessible damag* faulty defect* wrongly incorrect* inaccurate unable unusable
        unplayable unresponsive dies died lag laggy lagging unstable disconnect* corrupted smashed cracked
        torn leak leaks leaking leaked vanish* disappear* malfunction* stalled stalls misplaced mishandl*
        mislaid failure failures failed timeout* loop looping wiped erased shattered bricked overheat*
        garbled flicker* flickering jammed scratched chipped dent dented hacked virus vulnerab* breach*
        compromised undeliver*""",
    phrases=(
        (
            f"{_DOES_NOT}|nothing|none ~ work|works|working|load|loads|loading|open|opens|opening|start|starts|sync|"
            "syncs|syncing"
        ),
        (
            f"{_DOES_NOT} ~ connect|connects|connecting|connected|log|login|install|download|print|play|charge|"
            "function|update"
        ),
        f"{_DOES_NOT} ~ access|turn|switch|boot|save|send|receive",
        f"{_DOES_NOT} ~ upload|activate|scan|pair|export|import|attach",
        f"{_DOES_NOT} ~ hold|stick|close|fit|heat|cool|drain|lock|flush|seal|spin",
        "finds|shows|does|says|plays|prints|returns|returned|gives|loads|displays|did nothing",
        "is|are|was|were|comes|came|arrived empty|blank|dead",
        "is|are gone",
        (
            "data|files|photos|account|booking|order|playlist|playlists|money|bag|suitcase|parcel|points|credit|history|"
            "settings|notes|messages|bike|button|option|it|everything was|were ~ gone"
        ),
        "went|goes|gone black|dark|dead|blank|silent",
        "locked out",
        "get|gets|getting|got|be|been|still ~ fixed",
        "stopped|stops|died|quit the|when|after|once|as minute|moment|second|day|i|we|you|the|soon",
        "reads|shows|says|showing zero|error|0",
        "just|only|simply spins|hangs|sits|loops|spinning|loading|buffers|blinks|beeps|freezes|closes|crashes",
        "logged|logs|logging|signed|kicks|kicked me|us ~ out",
        "cuts|cutting|cut out|off",
        "came|coming|comes off",
        "left behind",
        (
            "drops|dropped|dropping|drop|dropouts out|every|constantly|again|all|after|when|whenever|mid|while|"
            "if|since|calls"
        ),
        "connection|signal|call|calls|wifi|internet|line|service|stream|broadband ~ drops|dropped|dropping|drop",
        "down again|since|for|all|today|now|at|every|right|and|when|or|here|tonight|yesterday|completely",
        (
            "app|site|website|server|servers|system|systems|internet|service|network|wifi|page|line|lines|stream|"
            "everything|platform|portal|banking|checkout|login ~ down"
        ),
        "is|are|was|went|goes|keeps|been|still down ~ on|in|again|since|with|during|because",
        "let|lets|letting us|me down",
        "out of order|service|sync|use|paper|action|range|cash|milk|bread|change|towels|soap|ink|toner",
        (
            "no signal|service|internet|connection|power|sound|wifi|water|heating|coverage|reception|"
            "network|access"
        ),
        "no hot|running water",
        "gone since|again|missing",
        "what's|whats|what|something is|s ~ wrong|up|happening",
        (
            "can't|cant|cannot|couldn't|couldnt|unable ~ book|pay|register|add|delete|cancel|order|track|renew|"
            "submit|redeem|verify|reset"
        ),
        "can't|cant|cannot|couldn't|couldnt edit|change|contact|unsubscribe|share|check|read",
        "can't|cant|cannot|couldn't|couldnt even|still|now edit|change|contact|unsubscribe|share|check|read",
        "unable to edit|change|contact|unsubscribe|share|check|read",
    ),
    more=0.375,
)

"""Evidence: easy money, prizes, cures and other bait."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="bait",
    weights={Kind.SPAM: 1.75, Kind.COMPLAINT: -0.5, Kind.PRAISE: -0.5},
    words="""
        viagra cialis casino betting jackpot bitcoin crypto escort escorts porn xxx webcam payday lottery
        cashapp robux vbucks spellcaster whatsapp telegram weightloss slimming testosterone cbd wholesale
        coupon coupons freebie freebies giftcard giftcards onlyfans singles dating refinance payout
    """,
    phrases=(
        (
            "make|earn|earns|earning|making|win|won ~ money|dollars|income|profit|bucks|gift|iphone|prize|"
            "bitcoin*"
        ),
        "loan|loans offer|offers|lender|lenders|company|of|at",
        "spell caster|casters",
        "professional|ethical|genuine|hire|contact ~ hacker|hackers",
        "earn|win|make from|up|extra|easy|free|online|thousands|hundreds|over|per",
        "free gift|money|iphone|ipad|followers|stuff|prize*|likes|views|samples|movies",
        "work|working|jobs from home",
        "work at home",
        "per|a|every|each|an day|hour|week|month from|working|online|doing|just|with|by",
        "passive|extra|financial income|freedom",
        "limited time|offer",
        "lose|lost|burn ~ weight|fat|pounds|kg",
        "guaranteed|guarantee results|returns|profit|win",
        "100 free|legit|working|real|guaranteed",
        (
            "best price*|deals|offers|rates|quality|service|company|course|training|institute|services ~ "
            "in|online|for|call|provider*"
        ),
        "online course*|training|casino|games|shop|store|pharmacy|degree|class*|tutoring",
        "training|course|coaching institute|institutes|center|centre|provider*",
        "essay|dissertation|assignment|homework writing|help|service|services",
        "hack|hacks|hacked ~ account|accounts|facebook|instagram|phone",
        "forex|binary|crypto trading|options|signals|trader",
        "sexy|hot girls|singles|women|ladies",
        "free ~ codes|coins|gems|robux|credits|keys|leads|music|mp3|go",
        (
            "cheap|cheapest|buy|order ~ online|tickets|followers|likes|essay*|replica|watches|shoes|"
            "tablets|pills"
        ),
        "packers and movers",
        "private|direct lender|loan",
        "dm for|to ~ order|buy|promo*|price|details|info",
        "stream|watch|download ~ free|online|hd|full",
    ),
    more=0.5,
)

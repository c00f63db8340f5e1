"""A language is named when it is obvious, and English is not set aside."""

import pytest

from socialtui.domain.language import guess


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my card was declined and nobody helped me", "en"),
        ("When will this be back in stock?", "en"),
        ("Wo ist mein Paket? Ich warte seit drei Wochen.", "de"),
        ("Ma commande n'est pas arrivée, que faire ?", "fr"),
        ("Mi pedido no ha llegado y nadie contesta", "es"),
        ("Il mio ordine non è ancora arrivato", "it"),
        ("O meu pedido ainda não chegou", "pt"),
        ("Mijn bestelling is nog niet aangekomen", "nl"),
        ("Min beställning har inte kommit än", "sv"),
        ("Moja paczka jeszcze nie dotarła", "pl"),
        ("أين طلبي؟ لم يصل بعد", "ar"),
        ("मेरा ऑर्डर कहाँ है", "hi"),
        ("Где мой заказ?", "ru"),
        ("注文した商品がまだ届きません", "ja"),
        ("我的包裹在哪里", "zh"),
        ("주문한 상품이 오지 않아요", "ko"),
    ],
)
def test_a_sentence_is_known_by_its_little_words_or_its_script(text: str, language: str) -> None:
    assert guess(text) == language


@pytest.mark.parametrize("text", ["", "Xyzzy", "12345", "😡😡", "Brmpf!"])
def test_what_nobody_could_tell_stays_unknown(text: str) -> None:
    assert guess(text) == ""


def test_a_foreign_name_does_not_make_english_foreign() -> None:
    assert guess("The café in the Rue de la Paix was lovely and we will be back") == "en"

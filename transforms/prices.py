"""Numbers as prices have them: the magnitude behind, and a currency's letters before."""

# Words behind a number, with the power of ten that they multiply it by. An m alone may be metres.
MAGNITUDES = {
    **{"hundred": 2, "thousand": 3, "million": 6, "mn": 6, "mln": 6, "billion": 9, "bn": 9, "bln": 9},
    **{"trillion": 12, "tn": 12, "trn": 12, "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7},
}
# Pattern of a currency's letters before a price, which a decimal, thousands or a magnitude show: N4.3 trillion; not
# A4, M25.
CURRENCY = rf"[A-Z][A-Za-z]{{0,2}}(?=\d+[.,]\d|\d+[ -]?(?:{'|'.join(MAGNITUDES)}|m)\b)"

"""How sure a quotation is: the estimated probability that its kind, span and speaker are right.

The probability its attribution was chosen with is corrected for how often such choices are right: a logistic
function of it and of what was chosen, with weights in confidence.tsv (benchmarks/train_quotes.py, fitted on articles
left out of the training of the choice itself).
"""

import math

_NEVER_SURE = 1e-4


def sureness_features(kind: str, what: str, closed: bool, probability: float, spoken: float) -> dict[str, float]:
    """What the confidence of a quotation depends on, by name."""
    return {
        kind: 1.0,
        f"{kind} {what}": 1.0,
        f"{kind} chosen": _log_odds(probability),
        f"{kind} spoken": _log_odds(spoken),
        f"closed={closed}": 1.0,
    }


def confidence(features: dict[str, float], weights: dict[str, float]) -> float:
    """Estimated probability that kind, span and speaker are right, 0 to 1, to three places."""
    weight = 0.0
    for name, value in features.items():
        if name in weights:
            weight += weights[name] * value
    return round(1 / (1 + math.exp(-weight)), 3)


def _log_odds(probability: float) -> float:
    bounded = min(1 - _NEVER_SURE, max(_NEVER_SURE, probability))
    return math.log(bounded / (1 - bounded))

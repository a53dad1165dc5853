"""Train what the statements stage knows: word counts, synonyms, paraphrases and the scorer's trees.

    python benchmarks/train_statements.py words     --pairs PAIRS.jsonl --texts TEXTS.jsonl
    python benchmarks/train_statements.py stems
    python benchmarks/train_statements.py synonyms  --wordnet FOLDER
    python benchmarks/train_statements.py evaluate  --pairs PAIRS.jsonl --texts TEXTS.jsonl
    python benchmarks/train_statements.py fit       --pairs PAIRS.jsonl --texts TEXTS.jsonl

PAIRS holds one pair a line and TEXTS one article, in the form that `statement_pairs` describes. FOLDER holds WordNet's
database files (data.noun, index.sense, …).

`words`, `synonyms` and `fit` write into transforms/statements/wording, and `fit` its trees into comparison; `stems`,
to be run when the rules of stems change, writes anew those that stand beside the counted words; `evaluate` prints F1
by corpus, the share of edited pairs rejected, and precision and recall of quotations that meet in articles, on texts
the trees have not seen: pairs that share a sentence, directly or over other pairs, are in one fold. Paraphrases are
learned inside each fold, and for the features of a training pair from the other training folds, so that no pair is
described by what was learned from it.

Needs catboost beside this project's own requirements.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from command import arguments_of
from labelled import read_lines
from statement_pairs import MADE, Pairs, Row, read_pairs

from transforms import lexicons
from transforms.arrays import Flags, Floats, Ints
from transforms.segment.sentences import split_sentences
from transforms.statements import comparison, wording
from transforms.statements.comparison import scorer
from transforms.statements.comparison.candidates import candidate_pairs
from transforms.statements.comparison.differences import measure
from transforms.statements.comparison.signatures import text_keys
from transforms.statements.grouping.clusters import chains, cluster
from transforms.statements.reading import Reading
from transforms.statements.wording.lexicon import Lexicon, build_lexicon, opposites
from transforms.statements.wording.stems import fold, stem
from transforms.statements.wording.vocabulary import (
    CONTENT,
    NAME,
    background,
    describe_form,
)
from transforms.statements.wording.words import forms_of

if TYPE_CHECKING:
    from catboost import CatBoost

WORDING, COMPARISON = (Path(room.__path__[0]) for room in (wording, comparison))
FOLDS = 5
COUNTED = """\
# Word counts of English news sentences, from labelled pairs and articles by benchmarks/train_statements.py words:
# form, sentences that hold it, share of its capitals where it begins no sentence, its stem. Counts, no text.
"""
LEAST_COUNT = 3  # texts a form must stand in to be counted in background.tsv
# judged by rule, as vetoes are: pairs of a corpus meet by chance
CHANCE = ("substance_shared", "substance_left_over", "replaced_alone")
DEPTH = 6
TREES: dict[str, Any] = {
    "iterations": 200,
    "depth": DEPTH,
    "learning_rate": 0.12,
    "l2_leaf_reg": 3,
    "border_count": 48,
    "allow_writing_files": False,
}
FITS = 4  # with other random numbers each, and the mean of their log odds taken: single pairs hang less on chance


def split_folds(group: Ints, seed: int) -> Ints:
    """Folds of each pair's two texts: whole groups, large ones first, each into the emptiest fold."""
    sizes = np.bincount(group[:, 0])
    shuffled = np.random.default_rng(seed).permutation(len(sizes))
    fold_of, filled = np.zeros(len(sizes), int), np.zeros(FOLDS)
    for one in shuffled[np.argsort(-sizes[shuffled], kind="stable")]:
        fold_of[one] = filled.argmin()
        filled[fold_of[one]] += sizes[one]
    folds: Ints = fold_of[group]
    return folds


# --- word counts ------------------------------------------------------------------------------------------


def count_words(sentences: Iterable[str]) -> list[str]:
    """Lines of background.tsv: form, sentences that hold it, share of capitals where it begins no sentence, stem."""
    holding: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    texts = 0
    for sentence in sentences:
        forms = [form for token in sentence.split() for form in forms_of(token) if not form[0].isdigit()]
        if not forms:
            continue
        texts += 1
        holding.update({fold(form) for form in forms})
        if sum(form[0].isupper() for form in forms) * 2 > len(forms):
            continue  # a headline in capitals tells nothing of its words
        inside.update(fold(form) for form in forms[1:])
        capital.update(fold(form) for form in forms[1:] if form[0].isupper())
    lines = [f"<texts>\t{texts}\t0\t<texts>"]
    for form, count in sorted(holding.items()):
        if count >= LEAST_COUNT and "\t" not in form:
            share = capital[form] / inside[form] if inside[form] else 1
            lines.append(f"{form}\t{count}\t{share:.2f}\t{stem(form)}")
    return lines


def stem_again() -> list[str]:
    """Lines of background.tsv with the stems that today's rules make of the forms."""
    rows = lexicons.rows("transforms.statements.wording", "background.tsv")
    return ["\t".join([form, *counted, stem(form)]) for form, *counted, _ in rows]


# --- WordNet ----------------------------------------------------------------------------------------------


def read_synonyms(folder: Path, known: set[str]) -> dict[tuple[str, str], int]:
    """Pairs of known stems with a common sense, the stronger the commoner that sense is; derived and similar words."""
    synsets, derived = read_synsets(folder)
    rank = read_ranks(folder)
    related: dict[tuple[str, str], int] = defaultdict(int)

    def add(a: str, b: str, strength: int) -> None:
        pair = in_order(stem(fold(a)), stem(fold(b)))
        if pair[0] != pair[1] and set(pair) <= known:
            related[pair] = max(related[pair], strength)

    for sense, words in synsets.items():
        for place, a in enumerate(words):
            for b in words[:place]:
                ranks = min(9, rank.get((a, *sense), 9)) + min(9, rank.get((b, *sense), 9))
                add(a, b, int(255 / (1 + 0.15 * (ranks - 2))))
    for a, b in derived:
        add(a, b, 230)
    return related


def read_synsets(folder: Path) -> tuple[dict[tuple[str, str], list[str]], list[tuple[str, str]]]:
    """Single words of each synset, and pairs of words of which one is derived from the other or like it."""
    words: dict[tuple[str, str], list[str]] = {}
    pointers = []
    for part, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            offset, _, _, count, *rest = line.split("|")[0].split()
            size = int(count, 16)
            words[part, offset] = [re.sub(r"\(\w+\)$", "", word).lower() for word in rest[: 2 * size : 2]]
            fields = rest[2 * size + 1 :]
            for at in range(0, 4 * int(rest[2 * size]), 4):
                symbol, target, target_part, ends = fields[at : at + 4]
                target_sense = ("a" if target_part == "s" else target_part, target)
                if symbol in "+&":
                    places = max(0, int(ends[:2], 16) - 1), max(0, int(ends[2:], 16) - 1)
                    pointers.append(((part, offset), places[0], target_sense, places[1]))
    derived = [(words[sense][i], words[target][j]) for sense, i, target, j in pointers]
    single = {sense: [word for word in held if "_" not in word] for sense, held in words.items()}
    return single, [pair for pair in derived if not any("_" in word for word in pair)]


def read_ranks(folder: Path) -> dict[tuple[str, str, str], int]:
    """How common a sense is among its word's senses, from 1."""
    parts = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    ranks = {}
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        sense, offset, rank, _ = line.split()
        word, rest = sense.split("%")
        ranks[word, parts[rest[0]], offset] = int(rank)
    return ranks


def in_order(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def as_lines(related: dict[tuple[str, str], int]) -> list[str]:
    by_word = defaultdict(list)
    for (a, b), strength in sorted(related.items()):
        by_word[a].append(f"{b}:{strength}")
    return [f"{word}\t{' '.join(others)}" for word, others in by_word.items()]


# --- paraphrases ------------------------------------------------------------------------------------------


def learn_paraphrases(pairs: Pairs, chosen: Ints) -> dict[tuple[str, str], int]:
    """Pairs of stems that stand for each other in texts that say the same.

    Which left over word of one text stands for which of the other is estimated by expectation maximisation, as in
    word alignment (Brown et al. 1993, model 1), then held against how often the two are left over together in
    texts that say different things.
    """
    chosen = chosen[~np.isin(pairs.source[chosen], MADE)]
    left = [left_over(pairs, pair) for pair in chosen]
    few = [0 < len(a) <= 6 and 0 < len(b) <= 6 for a, b in left]
    told = [left[k] for k, pair in enumerate(chosen) if few[k] and pairs.label[pair]]
    unrelated = (pairs.kind == "human") | (pairs.kind == "neg_neighbour")
    against = Counter(
        (min(a, b), max(a, b))
        for k, pair in enumerate(chosen)
        if few[k] and not pairs.label[pair] and unrelated[pair]
        for a in left[k][0]
        for b in left[k][1]
    )
    seen = Counter(word for pair in told for side in pair for word in side)
    chance: dict[tuple[int, int], float] = defaultdict(lambda: 1.0)
    for _ in range(4):
        counts: dict[tuple[int, int], float] = defaultdict(float)
        for one_side, other_side in told:
            for side, other in ((one_side, other_side), (other_side, one_side)):
                for word in side:
                    total = sum(chance[word, one] for one in other) + 0.15
                    for one in other:
                        counts[word, one] += chance[word, one] / total
        chance = defaultdict(float, {(a, b): count / (seen[a] + 2) for (a, b), count in counts.items()})
    roots = (describe_form(form).root for form in pairs.forms)
    stems = dict(zip(pairs.vocabulary.stem[:-1].tolist(), roots, strict=True))
    learned: dict[tuple[str, str], int] = {}
    for (a, b), count in counts.items():
        both = min(count, counts.get((b, a), 0.0))
        share = both / (both + 0.5 * against[min(a, b), max(a, b)] + 0.8)
        if a < b and both >= 1.2 and share > 0.5:
            learned[in_order(stems[a], stems[b])] = int(255 * share)
    return learned


def left_over(pairs: Pairs, pair: int) -> tuple[list[int], list[int]]:
    """Stems of names and content words that stand on one side only."""
    sides = []
    for text in (pair, pair + len(pairs.label)):
        form = pairs.texts.form[pairs.texts.start[text] : pairs.texts.start[text + 1]]
        kind = pairs.vocabulary.kind[form]
        sides.append(set(pairs.vocabulary.stem[form[(kind == CONTENT) | (kind == NAME)]].tolist()))
    return sorted(sides[0] - sides[1]), sorted(sides[1] - sides[0])


def lexicon_with(paraphrases: dict[tuple[str, str], int]) -> Lexicon:
    """The shipped synonyms and opposites with these paraphrases."""
    related = {
        (word, other.split(":")[0]): int(other.split(":")[1])
        for word, others in lexicons.rows("transforms.statements.wording", "synonyms.tsv")
        for other in others.split()
    }
    return build_lexicon(related | paraphrases | opposites())


# --- trees ------------------------------------------------------------------------------------------------


def describe_pairs(pairs: Pairs, a: Ints, b: Ints, lexicon: Lexicon) -> tuple[Floats, list[str]]:
    """Features of texts a[k] and b[k], (pairs, features), and their names."""
    key = text_keys(pairs.vocabulary, pairs.texts)
    first, second = scorer.in_canonical_order(pairs.texts, key, a, b)
    columns: dict[str, Floats] = {}
    for batch in scorer.in_batches(pairs.texts, first, second, np.arange(len(a))):
        padded = scorer.pad_pairs(pairs.vocabulary, pairs.texts, first[batch], second[batch])
        for name, values in measure(pairs.vocabulary, *padded, lexicon).items():
            columns.setdefault(name, np.zeros(len(a), np.float32))[batch] = values
    return np.stack(list(columns.values()), axis=1), list(columns)


def describe_for_training(pairs: Pairs, folds: Ints, without: int) -> tuple[Floats, list[str], Lexicon]:
    """Features of all pairs, of those outside fold `without` crosswise; their names; the lexicon of all outside it."""
    a, b = np.arange(2 * len(pairs.label)).reshape(2, -1)
    lexicon = lexicon_with(learn_paraphrases(pairs, outside(folds, without)))
    columns, names = describe_pairs(pairs, a, b, lexicon)
    for one in range(FOLDS):
        if one != without:
            others = lexicon_with(learn_paraphrases(pairs, outside(folds, without, one)))
            here = np.flatnonzero((folds == one).any(1))
            columns[here] = describe_pairs(pairs, a[here], b[here], others)[0]
    return columns, names, lexicon


def outside(folds: Ints, *without: int) -> Ints:
    """Pairs of which neither text is in these folds."""
    return np.flatnonzero(~np.isin(folds, without).any(1))


def fit_trees(columns: Floats, names: Sequence[str], pairs: Pairs, chosen: Ints) -> "CatBoost":
    """Trees that answer with the mean of several fits' answers."""
    from catboost import CatBoostClassifier, Pool, sum_models

    ignored = [names.index(name) for name in (*scorer.VETOES, *CHANCE)]
    odds = -taken(columns, names, pairs)[chosen]
    known = Pool(columns[chosen], pairs.label[chosen], weight=pairs.cost[chosen], baseline=odds)
    fits = [
        CatBoostClassifier(**TREES, random_seed=seed, ignored_features=ignored, verbose=0, thread_count=1)
        for seed in range(1, FITS + 1)
    ]
    for one in fits:
        one.fit(known)
    return sum_models(fits, weights=[1 / FITS] * FITS)


def taken(columns: Floats, names: Sequence[str], pairs: Pairs) -> Floats:
    """Log odds that are taken from what trees say of pairs of the news: by who told them, and for what is chance.

    What they are taken for, few of such pairs being the same, the trees need not learn from the words.
    """
    odds: Floats = (pairs.less + chance_of(columns, names)) * (pairs.source == "news")
    return odds


def chance_of(columns: Floats, names: Sequence[str]) -> Floats:
    odds: Floats = scorer.chance({name: columns[:, names.index(name)] for name in (*CHANCE, "modal_left_over")})
    return odds


def as_json(model: "CatBoost", names: Sequence[str], scratch: Path) -> str:
    """The trees in the form that transforms/statements/comparison/scorer.py reads."""
    model.save_model(str(scratch), format="json")
    exported = json.loads(scratch.read_text())
    scratch.unlink()
    asked = {ask(split) for tree in exported["oblivious_trees"] for split in tree["splits"]}
    place = {question: at for at, question in enumerate(sorted(asked))}
    borders = {
        names[feature]: [border for one, border in sorted(asked) if one == feature] for feature, _ in sorted(asked)
    }
    scale, bias = exported["scale_and_bias"]
    trees = []
    for number, tree in enumerate(exported["oblivious_trees"]):
        asks = [place[ask(split)] for split in tree["splits"]]
        leaves = [leaf * scale + (bias[0] if number == 0 else 0) for leaf in tree["leaf_values"]]
        short = DEPTH - len(asks)  # a tree that asks less asks its last question again, and minds no answer
        units = [round(leaf * scorer.LEAF_UNITS) for leaf in leaves] * int(2**short)
        trees.append({"asks": asks + asks[-1:] * short, "leaves": units})
    held = ",\n".join(f"{json.dumps(name)}: {json.dumps(values)}" for name, values in borders.items())
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    return f'{{"borders": {{\n{held}\n}},\n"trees": [\n{lines}\n]}}\n'


def ask(split: Row) -> tuple[int, float]:
    return split["float_feature_index"], round(split["border"], 6)


# --- evaluation -------------------------------------------------------------------------------------------


def evaluate(pairs: Pairs, seed: int) -> dict[str, float]:
    """F1 by corpus and share of edited pairs rejected, each pair judged by trees that saw none of its sentences."""
    folds = split_folds(pairs.group, seed)
    probability, clusters = np.zeros(len(pairs.label)), []
    for one in range(FOLDS):
        columns, names, lexicon = describe_for_training(pairs, folds, without=one)
        model = fit_trees(columns, names, pairs, outside(folds, one))
        held_out = np.flatnonzero((folds == one).all(1))
        probability[held_out] = predict(model, columns[held_out], names)
        clusters.append(b_cubed_of_clusters(pairs, held_out, model, lexicon))
    by_all, by_known = np.mean(clusters, axis=0).tolist()
    of_labels = figures(pairs, probability >= scorer.THRESHOLD) | news_figures(pairs, probability)
    return of_labels | {"B-cubed F1": by_all, "B-cubed F1, known": by_known}


def predict(model: "CatBoost", columns: Floats, names: Sequence[str]) -> Floats:
    """Probability that both say the same, as `scorer.score_pairs` has it: less for little shared, none for a veto."""
    odds: Floats = model.predict(columns, prediction_type="RawFormulaVal")
    odds -= chance_of(columns, names)
    vetoes = [names.index(name) for name in scorer.VETOES]
    probability: Floats = 1 / (1 + np.exp(-odds)) * (columns[:, vetoes] == 0).all(1)
    return probability


def b_cubed_of_clusters(pairs: Pairs, held_out: Ints, model: "CatBoost", lexicon: Lexicon) -> tuple[float, float]:
    """B-cubed F1 (Bagga and Baldwin 1998) of clusters of the tellings of wmt21's sentences, among their neighbours.

    The texts are those of pairs that say the same and of lexically close others; they are blocked, scored and
    clustered as a corpus is. A neighbour that stands in no pair that says the same is mostly a telling of another of
    the sentences, and no label says of which. The first figure takes each for a sentence of its own; the second looks
    at what is known alone: texts with a labelled telling, and neighbours only beside the text they are labelled as
    different from.
    """
    wmt21 = held_out[
        (pairs.source[held_out] == "wmt21") & np.isin(pairs.kind[held_out], ("neg_neighbour", "pos_hh", "pos_hm"))
    ]
    key = text_keys(pairs.vocabulary, pairs.texts)
    texts, first = np.unique(key[np.concatenate([wmt21, wmt21 + len(pairs.label)])], return_index=True)
    row = np.concatenate([wmt21, wmt21 + len(pairs.label)])[first]
    same = wmt21[pairs.label[wmt21] == 1]
    truth = chains(len(texts), np.searchsorted(texts, np.stack([key[same], key[same + len(pairs.label)]], axis=1)))

    def score(asked: Ints) -> Floats:
        if not len(asked):
            return np.zeros(0)
        return predict(model, *describe_pairs(pairs, row[asked[:, 0]], row[asked[:, 1]], lexicon))

    reading = Reading(pairs.texts, pairs.vocabulary, [], key)
    candidates = np.searchsorted(texts, candidate_pairs(reading.sign(texts)))
    strength = score(candidates)
    likely = strength >= scorer.THRESHOLD
    found = cluster(len(texts), candidates[likely], strength[likely], lambda asked: score(asked) >= scorer.THRESHOLD)
    everything = np.ones((len(texts), len(texts)), bool)
    told = np.bincount(truth, minlength=len(texts))[truth] > 1
    known = told[:, None] & told[None, :]
    apart = wmt21[pairs.label[wmt21] == 0]
    for a, b in np.searchsorted(texts, np.stack([key[apart], key[apart + len(pairs.label)]], axis=1)):
        known[a, b] = known[b, a] = True
    return b_cubed(found, truth, everything), b_cubed(found[told], truth[told], known[told], found, truth)


def b_cubed(found: Ints, truth: Ints, known: Flags, *among: Ints) -> float:
    """F1 of precision and recall text by text; `known` are the pairs of texts, and texts `among` which, that count."""
    all_found, all_truth = among or (found, truth)
    joined = (found[:, None] == all_found[None, :]) & known
    same = (truth[:, None] == all_truth[None, :]) & known
    right = (joined & same).sum(1)
    precision, recall = (right / joined.sum(1)).mean(), (right / same.sum(1)).mean()
    return float(2 * precision * recall / (precision + recall))


def figures(pairs: Pairs, same: Flags) -> dict[str, float]:
    found = {}
    for source in sorted({*pairs.source} - {*MADE, "news"}):
        here, label = pairs.source == source, pairs.label.astype(bool)
        found[f"{source} F1"] = 2 * (same & label & here).sum() / ((same & here).sum() + (label & here).sum())
    for kind in sorted({kind for kind in pairs.kind if kind.startswith("neg")} - {"neg_other"}):
        found[f"{kind[4:]} rejected"] = 1 - same[pairs.kind == kind].mean()
    return found


def news_figures(pairs: Pairs, probability: Floats) -> dict[str, float]:
    """Of labelled quotations that meet in articles, their tellers known: precision and recall of those put together."""
    label = pairs.label.astype(bool) & (pairs.source == "news")
    odds = probability / np.maximum(1 - probability, 1e-9) * np.exp(-pairs.less)
    found = (odds / (1 + odds) >= scorer.THRESHOLD) & (pairs.source == "news")
    return {"news precision": (label & found).sum() / found.sum(), "news recall": (label & found).sum() / label.sum()}


def main() -> None:
    parser = arguments_of(__doc__)
    parser.add_argument("what", choices=["words", "stems", "synonyms", "evaluate", "fit"])
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--wordnet", type=Path)
    parser.add_argument("--seeds", type=int, default=3, help="ways to split the folds (evaluate)")
    asked = parser.parse_args()
    if asked.what == "words":
        labelled = {row[side] for row in read_lines(asked.pairs) for side in "ab"}
        articles = [row["text"] for row in read_lines(asked.texts)]
        paragraphs = [line for text in articles for line in text.splitlines()]
        sentences = [line[span.start : span.end] for line in paragraphs for span in split_sentences(line)]
        write("background.tsv", COUNTED, count_words([*sorted(labelled), *sentences]))
    elif asked.what == "stems":
        write("background.tsv", COUNTED, stem_again())
    elif asked.what == "synonyms":
        head = "# Stems with a common sense in WordNet 3.1 (licence in WORDNET-LICENSE.txt), of 255 how near, by\n"
        head += "# benchmarks/train_statements.py synonyms; only stems of background.tsv.\n"
        write("synonyms.tsv", head, as_lines(read_synonyms(asked.wordnet, set(background()[1]))))
    elif asked.what == "evaluate":
        pairs = read_pairs(asked.pairs, asked.texts)
        runs = [evaluate(pairs, seed) for seed in range(asked.seeds)]
        for name in runs[0]:
            values = np.array([run[name] for run in runs])
            print(f"{name:20} {values.mean():.3f} ± {values.std():.3f}")
    else:
        fit(read_pairs(asked.pairs, asked.texts))


def fit(pairs: Pairs) -> None:
    columns, names, _ = describe_for_training(pairs, split_folds(pairs.group, seed=0), without=-1)
    head = (
        "# Stems that stand for each other in texts that say the same, of 255 how surely; learned from labelled pairs\n"
    )
    head += "# by benchmarks/train_statements.py fit.\n"
    everything = np.arange(len(pairs.label))
    write("paraphrases.tsv", head, as_lines(learn_paraphrases(pairs, everything)))
    model = fit_trees(columns, names, pairs, everything)
    importance = sorted(zip(model.get_feature_importance(), names, strict=True), reverse=True)
    print(*(f"{name:32} {share:5.2f} %" for share, name in importance), sep="\n")
    (COMPARISON / "scorer.json").write_text(as_json(model, names, COMPARISON / ".trees.json"), encoding="utf-8")


def write(name: str, head: str, lines: Sequence[str]) -> None:
    (WORDING / name).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)} lines", file=sys.stderr)


if __name__ == "__main__":
    main()

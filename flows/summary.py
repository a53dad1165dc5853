"""What a person reads in the terminal. Progress and messages go to stderr, results to stdout."""

import contextlib
import json
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import rich.console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from flows import runners, storage
from flows.pipeline import Outcome, Unpublishable
from flows.settings import Refusal
from transforms.changes.difference import Difference, as_read, columns_changed
from transforms.changes.revisions import Article, Edit, Headed, Revised, Revisions, Said, Told
from transforms.check import Finding
from transforms.statements.cues import opening_words
from transforms.statements.search import Asked, Found, Hit
from transforms.tables import DOUBTFUL, INDIRECT, SCARE, UNSURE

REJECTS_SHOWN = 10
ALIKE_SHOWN = 50  # rejects with one remedy, where there is no table to look the others up in
ROWS_SHOWN = 3  # of each table and kind of change
COLUMNS_SHOWN = 5  # of a row that changed
CELL_WIDTH = 100
REVISED_SHOWN = 50  # articles
LINES_SHOWN = 20  # of an article's edits, of articles and of statements new or gone
NAMES_SHOWN = 3  # of those that a watchlist leaves out
SPEAKERS_SHOWN = 5
OUTLETS_SHOWN = 20
ARTICLES = ("inputs_seen", "inputs_new", "inputs_changed", "inputs_removed")  # of a snapshot's run, in its history
COUNTED = ("quotes", "statements", "rejects")
UNBOUND = 1000  # columns


class Console(rich.console.Console):
    """A console that leaves it to the command what a reader gone means; rich would end it with exit code 1."""

    def on_broken_pipe(self) -> None:
        """Say no more."""
        raise BrokenPipeError


@contextlib.contextmanager
def progress() -> Iterator[runners.Progress]:
    """A bar a chain of stages, on stderr; nothing where it is no terminal."""
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def advance(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=of)
            bars.update(tasks[what], completed=done, total=of)

        yield advance


def tell_outcome(outcome: Outcome, out: Path) -> None:
    """Rows a table, seconds a stage, rejects and warnings, and where everything lies."""
    console = Console()
    for note in outcome.notes:
        console.print(Text(note))
    if outcome.published:
        _print_unwrapped(_rows_and_seconds(outcome))
    console.print(Text(headline(outcome.tables)), soft_wrap=True)
    if outcome.published and (since := since_before(outcome.tables["runs"])):
        console.print(
            Text(f"articles: {since}; restated diff --out {shlex.quote(str(out))} tells what changed"), soft_wrap=True
        )
    _tell_rejects(console, [outcome.tables["rejects"]], REJECTS_SHOWN, "in table rejects")
    for finding in outcome.findings:
        rows = f" ({_count(finding.n_rows, 'row')}, shown by restated check)" if finding.n_rows else ""
        console.print(Text(f"warning: {finding.says}{rows} {finding.remedy}"), soft_wrap=True)
    if not outcome.published:
        console.print(Text(f"Nothing changed since snapshot {outcome.snapshot.name}; the tables stay."))
    console.print(Text(f"tables  {out}/<table>    pandas.read_parquet({str(out / 'quotes')!r})"), soft_wrap=True)
    console.print(Text(f"report  {(out / storage.REPORT).absolute()}"), soft_wrap=True)


def _rows_and_seconds(outcome: Outcome) -> Table:
    last = outcome.tables["runs"].sort_values("started_at").iloc[-1]
    grid = Table.grid(padding=(0, 6))
    rows = Table("table", "rows", box=None, pad_edge=False, header_style="bold")
    rows.columns[1].justify = "right"
    for table, made in outcome.tables.items():
        rows.add_row(table, f"{len(made):,}")
    seconds = Table("stage", "seconds", box=None, pad_edge=False, header_style="bold")
    seconds.columns[1].justify = "right"
    for stage in last["seconds"]:
        seconds.add_row(stage["stage"], f"{stage['seconds']:.2f}")
    grid.add_row(rows, seconds)
    return grid


def headline(tables: Mapping[str, pd.DataFrame]) -> str:
    """What the tables hold, in one sentence."""
    said = tables["quotes"]["kind"] != SCARE
    speakers = tables["quotes"].loc[said, "speaker_id"].nunique()
    again = int((tables["statements"]["n_documents"] > 1).sum())
    apart = int(tables["restatements"]["conflict"].notna().sum())
    return (
        f"{_count(len(tables['documents']), 'article')}: {_count(int(said.sum()), 'quotation')} of "
        f"{_count(speakers, 'named speaker')}, {_count(again, 'statement')} told in more than one article, "
        f"{_count(apart, 'look-alike')} kept apart"
    )


def since_before(runs: pd.DataFrame) -> str | None:
    """How many articles the last run found new, changed and gone; None of a first run."""
    if len(runs) < 2:
        return None
    last = runs.sort_values("started_at").iloc[-1]
    counts = (
        f"{last[f'inputs_{what}']:,} {says}"
        for what, says in (("new", "new"), ("changed", "changed"), ("removed", "gone"))
    )
    return f"{', '.join(counts)} since the run before"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _tell_rejects(console: Console, groups: Sequence[pd.DataFrame], most: int, rest: str) -> None:
    """How many inputs were not processed; of each group of them the first, and how many more there are."""
    if rejected := sum(map(len, groups)):
        console.print(Text(f"{_count(rejected, 'input')} not processed:"))
    for rejects in groups:
        for line in reject_lines(rejects.head(most)):
            console.print(Text(f"  {line}"), soft_wrap=True)
        if len(rejects) > most:
            console.print(Text(f"  … and {len(rejects) - most:,} more, {rest}"))


def reject_lines(rejects: pd.DataFrame) -> list[str]:
    """Each reject on a line: where, why, and what to do about it."""
    places = (
        path if pd.isna(record) else f"{path}, record {record}"
        for path, record in zip(rejects["path"], rejects["record"], strict=True)
    )
    says = zip(places, rejects["reason"], rejects["remedy"], strict=True)
    return [f"{on_one_line(place)}: {on_one_line(reason).rstrip('.')}. {remedy}" for place, reason, remedy in says]


def on_one_line(name: str) -> str:
    """A file name on one line, its control characters escaped.

    >>> on_one_line("a\\nb.txt")
    'a\\\\nb.txt'
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in name)


def tell_unpublishable(reason: Unpublishable) -> None:
    """Why nothing was published, on stderr, with rejects of every remedy."""
    console = Console(stderr=True)
    console.print(Text(f"restated: {reason}"), soft_wrap=True)
    alike = [rejects for _, rejects in reason.rejects.groupby("remedy", sort=False)]
    _tell_rejects(console, alike, ALIKE_SHOWN, "for which the same is to be done")
    for line in (line for finding in reason.findings for line in _as_text(finding)):
        console.print(Text(line), soft_wrap=True)


def tell_findings(findings: Sequence[Finding], form: str) -> None:
    """Findings as text for people, JSON for programs, or annotations for GitHub's CI."""
    if form == "json":
        print(json.dumps([finding.as_record() for finding in findings], indent=1))
    elif form == "github":
        for finding in findings:
            level = {"error": "error", "warn": "warning"}[finding.severity]
            rows = f" {_count(finding.n_rows, 'row')}." if finding.n_rows else ""
            says = f"{finding.says}{rows} {finding.remedy}".replace("%", "%25").replace("\n", "%0A")
            print(f"::{level} title={finding.rule.replace(',', ';').replace(':', ';')}::{says}")
    else:
        for line in (line for finding in findings for line in _as_text(finding)):
            print(line)
    if form != "json":
        errors = sum(finding.severity == "error" for finding in findings)
        print(f"{_count(errors, 'rule')} broken, {_count(len(findings) - errors, 'warning')}")


def _as_text(finding: Finding) -> list[str]:
    head = f"{finding.severity}: {finding.table}: {finding.rule}: {finding.says}"
    rows = [f"    {on_one_line(str(row))}" for row in finding.examples]
    more = [f"    … {finding.n_rows} rows in all"] if finding.n_rows > len(rows) else []
    return [head, *rows, *more, f"    remedy: {finding.remedy}"]


def tell_statements(asked: Asked, found: Found) -> None:
    """Statements with every quotation that tells them; what was only reported stands without marks."""
    console = Console()
    if not found.statements:
        given = (("by", asked.speaker), ("in", asked.source), ("about", asked.about))
        whose = "".join(f" {how} {name}" for how, name in given if name)
        holds = f" holds all of: {asked.words}" if asked.words else ""
        longer = shlex.quote(" ".join(f"{word.rstrip('*')}*" for word in asked.words.split()))
        hint = f"; {longer} finds longer words, too" if asked.words and "*" not in asked.words else ""
        Console(stderr=True).print(Text(f"no statement{whose}{holds}{hint}"), soft_wrap=True)
    for statement in found.statements:
        counts = f"{_count(statement.n_quotes, 'quotation')} in {_count(statement.n_documents, 'article')}"
        console.print(Text(statement.heading, style="bold"), soft_wrap=True)
        console.print(Text(f"{counts}  ({statement.statement_id})", style="dim"))
        for quote in statement.quotes:
            told = _as_told(quote.speaker or quote.speaker_text, quote.opening, quote.kind, quote.text)
            doubt = f"  (doubtful {quote.confidence:.0%})" if quote.confidence < DOUBTFUL else ""
            unsure = quote.likeness is not None and quote.likeness < UNSURE
            perhaps = f"  (perhaps the same {quote.likeness:.0%})" if unsure else ""
            line = f"  {quote.date or 'no date'}  {_source(quote)}  {told}{doubt}{perhaps}"
            console.print(Text(line), soft_wrap=True)
    if found.n_all > len(found.statements):
        console.print(Text(f"{len(found.statements)} of {found.n_all:,} statements; --most N shows more", style="dim"))


def _source(quote: Hit) -> str:
    """The place of an article's file and record, behind the outlet where the place does not begin with it."""
    place, outlet = on_one_line(quote.place), on_one_line(quote.outlet or "")
    return place if place.casefold().startswith(outlet.casefold()) else f"{outlet}  {place}"


def tell_rows(rows: pd.DataFrame, n_statements: int, to: Path) -> None:
    """How many quotations a file for a spreadsheet holds, and how many of them are as asked."""
    as_asked = int(rows["as_asked"].sum())
    others = f"; {as_asked:,} are as asked (as_asked), the others say the same" if as_asked < len(rows) else ""
    print(f"{_count(len(rows), 'quotation')} of {_count(n_statements, 'statement')} written to {to}{others}")


def _as_told(speaker: str | None, opening: str | None, kind: str, text: str) -> str:
    """Who, and what they said.

    >>> _as_told("Ada Kord", None, "direct", "We wait."), _as_told("Kord", "denied", "indirect", "that they waited")
    ('Ada Kord: “We wait.”', 'Kord denied that they waited')
    """
    who, said = speaker or "speaker unknown", text if kind == INDIRECT else f"“{text}”"
    return f"{who} {opening} {said}" if opening else f"{who}: {said}"


def tell_outlets(asked: Asked, outlets: Sequence[str]) -> None:
    """Which outlets the articles name, on stderr, where none of them is the one asked for."""
    more = f" and {len(outlets) - OUTLETS_SHOWN:,} more" if len(outlets) > OUTLETS_SHOWN else ""
    named = f"the outlets are {', '.join(outlets[:OUTLETS_SHOWN])}{more}" if outlets else "no article names its outlet"
    Console(stderr=True).print(Text(f"no article is of {asked.source}; {named}"), soft_wrap=True)


def tell_nobody(name: str, out: Path) -> None:
    """That nobody and nothing the articles speak of is called so, on stderr, and where to see what they are called."""
    listed = f"{storage.command('entities', out)} lists who is"
    says = f"nobody and nothing found is called {name}: {listed}; words that are no name stand without --about"
    Console(stderr=True).print(Text(says), soft_wrap=True)


def tell_speakers(asked: Asked, named: Sequence[str]) -> None:
    """That words looked for in what was said are speakers' names too, on stderr, and how to look for these."""
    if named:
        more = f" and {len(named) - SPEAKERS_SHOWN:,} more" if len(named) > SPEAKERS_SHOWN else ""
        says = f"{', '.join(named[:SPEAKERS_SHOWN])}{more} can be found by name: --speaker {shlex.quote(asked.words)}"
        says += f" --source {shlex.quote(asked.source)}" if asked.source else ""
        Console(stderr=True).print(Text(says), soft_wrap=True)


def tell_entities(ranked: pd.DataFrame, most: int) -> None:
    """The first of the entities (`transforms.metrics.rank_entities`), each on one line."""
    from transforms.mentions.words.roles import distinct_roles

    shown = Table("name", "type", "mentions", "quoted", "aliases", "roles", box=None, header_style="bold")
    for column in shown.columns[2:4]:
        column.justify = "right"
    for row in ranked.head(most).itertuples():
        counts = f"{row.n_mentions:,}", f"{row.n_as_speaker:,}"
        lists = ", ".join(row.aliases[:4]), ", ".join(distinct_roles(row.roles)[:3])
        shown.add_row(*map(Text, (row.name, row.type, *counts, *lists)))
    _print_unwrapped(shown)
    if len(ranked) > most:
        Console().print(Text(f"{most} of {len(ranked):,} entities; --most N shows more", style="dim"))


def tell_export(written: Sequence[str], found: Sequence[str], to: Path) -> None:
    """How many of the names found a watchlist holds, and which it does not, and why."""
    names = list(dict.fromkeys(name for name in found if name not in set(written)))
    shown = f" ({', '.join(names[:NAMES_SHOWN])}{', …' * (len(names) > NAMES_SHOWN)})"
    left_out = f"; {len(found) - len(written):,} left out, whose names two of them bear{shown}" if names else ""
    number = _count(len(written), "name")
    print(f"{number} written to {to}, most mentioned first{left_out}; edit it and run with --watchlist")


def tell_history(snapshots: Sequence[Path], current: Path) -> None:
    """Snapshots, oldest first: what their run found of articles, and rows with the change since the one it began from.

    Ids are never cut or wrapped, since they are copied into other commands.
    """
    shown = Table("snapshot", "articles", "new", "changed", "gone", *COUNTED, "", box=None, header_style="bold")
    for column in shown.columns[1:-1]:
        column.justify = "right"
    counts_of: dict[str, dict[str, int]] = {}
    for snapshot in snapshots:
        is_current = ["current"] if snapshot.resolve() == current else []
        try:
            before = storage.built_on(snapshot, snapshots)
            last = storage.SnapshotTables(snapshot)["runs"].sort_values("started_at").iloc[-1]
            counts = {table: storage.count_rows(snapshot, table) for table in COUNTED}
        except Refusal as refusal:
            why = "of another version" if isinstance(refusal, storage.OtherVersion) else "cannot be read"
            shown.add_row(snapshot.name, *[""] * (len(ARTICLES) + len(COUNTED)), ", ".join([*is_current, why]))
            continue
        then = counts_of.get(before.name, {}) if before else {}
        articles = (f"{last[column]:,}" for column in ARTICLES)
        rows = (_with_change(counts[table], then.get(table)) for table in COUNTED)
        shown.add_row(snapshot.name, *articles, *rows, *is_current)
        counts_of[snapshot.name] = counts
    _print_unwrapped(shown)


def _print_unwrapped(shown: Table) -> None:
    """A table a row a line, however wide: rows are copied from, and searched by grep."""
    as_wide_as_it_is = Console(width=UNBOUND).measure(shown).maximum
    Console(width=max(Console().width, as_wide_as_it_is)).print(shown)


def _with_change(now: int, before: int | None) -> str:
    return f"{now:,}" if before in (None, now) else f"{now:,} ({now - before:+,})"


def tell_revisions(found: Revisions) -> None:
    """Articles new, gone, renamed, headed otherwise and revised, and what changed in these; statements gone and new.

    A line that begins with - is of before, one with + of after.
    """
    renamed = f", {len(found.renamed):,} in another file" if found.renamed else ""
    headed = f", {len(found.headed):,} with another title, outlet or date" if found.headed else ""
    print(
        f"\narticles: {len(found.new):,} new, {len(found.gone):,} gone, {len(found.revised):,} revised{renamed}{headed}"
    )
    _tell_lines([f"  - {_article(article)}" for article in found.gone], "gone")
    _tell_lines([f"  + {_article(article)}" for article in found.new], "new")
    _tell_lines([f"  ~ {_folded(one.before)}  now {_article(one.article)}" for one in found.renamed], "in another file")
    _tell_lines([f"  ~ {_headed(one)}" for one in found.headed], "with another title, outlet or date")
    for revised in found.revised[:REVISED_SHOWN]:
        _tell_revised(revised)
    if len(found.revised) > REVISED_SHOWN:
        print(f"\n… and {len(found.revised) - REVISED_SHOWN:,} more revised articles")
    print(f"\nstatements: {len(found.statements_gone):,} no longer told, {len(found.statements_new):,} new")
    _tell_lines([f"  - {_statement(told)}" for told in found.statements_gone], "no longer told")
    _tell_lines([f"  + {_statement(told)}" for told in found.statements_new], "new")


def _tell_revised(revised: Revised) -> None:
    print(f"\n{_article(revised.article)}")
    _tell_lines(_edit_lines(revised.sentences, str), "lines of sentences")
    if not revised.sentences:
        print("  the same sentences, in another order or layout")
    if revised.quotations or revised.reattributed:
        print("  quotations")
    _tell_lines(_edit_lines(revised.quotations, _quotation), "lines of quotations")
    for before, after in revised.reattributed:
        print(f"  ~ {_quotation(before)}  now by {after.speaker or 'nobody'}")


def _edit_lines(edits: Sequence[Edit], in_words: Callable[[Any], str]) -> list[str]:
    signed = ((sign, one) for edit in edits for sign, side in zip("-+", edit, strict=True) for one in side)
    return [f"  {sign} {_folded(in_words(one))}" for sign, one in signed]


def _tell_lines(lines: Sequence[str], what: str) -> None:
    for line in lines[:LINES_SHOWN]:
        print(line)
    if len(lines) > LINES_SHOWN:
        print(f"  … and {len(lines) - LINES_SHOWN:,} more {what}")


def _headed(one: Headed) -> str:
    changes = (f"{what} {_folded(was or 'none')} → {_folded(now or 'none')}" for what, was, now in one.changes)
    return f"{_folded(one.article.place)}  {'; '.join(changes)}"


def _article(article: Article) -> str:
    return "  ".join(_folded(words) for words in article if words)


def _quotation(said: Said) -> str:
    opening = opening_words(said.kind, said.cue, said.cue_first, said.negated)
    return _as_told(said.speaker, opening, said.kind, said.text)


def _statement(told: Told) -> str:
    return f"{_folded(told.text)}  ({_count(told.n_quotes, 'quotation')} in {_count(told.n_documents, 'article')})"


def tell_difference(
    differences: Sequence[Difference], earlier: Mapping[str, pd.DataFrame], later: Mapping[str, pd.DataFrame]
) -> None:
    """Counts a table, and the first rows of each kind, with the columns that changed."""
    print("\ntables, but for rows that differ in ids and offsets alone")
    for found in differences:
        counts = f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed"
        print(f"{found.table}: {counts}")
        for what, places, tables in (("added", found.added, later), ("removed", found.removed, earlier)):
            for cells in as_read(found.table, places[:ROWS_SHOWN], tables):
                print(f"    {what}: {_row(cells)}")
        for was, now in found.changed[:ROWS_SHOWN]:
            (cells,) = as_read(found.table, [now], later)
            print(f"    changed: {_row(cells)} ({_first_of(columns_changed(found, was, now, earlier, later))})")


def _first_of(names: Sequence[str]) -> str:
    more = f", {len(names) - COLUMNS_SHOWN} more" if len(names) > COLUMNS_SHOWN else ""
    return ", ".join(names[:COLUMNS_SHOWN]) + more


def _row(cells: Sequence[str]) -> str:
    words = map(_folded, cells)
    return "  ".join(cell if len(cell) <= CELL_WIDTH else f"{cell[: CELL_WIDTH - 1]}…" for cell in words)


def _folded(words: str) -> str:
    return on_one_line(" ".join(words.split()))

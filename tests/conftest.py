"""What many tests share: the sample run once, and the place of the shared gold where there is one."""

import logging
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

# What a machine has besides to do is no fault of the code.
settings.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no clock")

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "raw"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output folder of a run over the sample. Read it; a test that writes makes its own."""
    from flows.pipeline import run

    out = tmp_path_factory.mktemp("published") / "tables"
    run([SAMPLE], out)
    return out


@pytest.fixture(scope="session")
def sample_tables(published: Path) -> dict[str, pd.DataFrame]:
    """All tables of that run."""
    from flows.storage import read_tables

    return dict(read_tables(published))


@pytest.fixture(scope="session")
def seed_article() -> Path:
    """The shared seed article; skips where shared/ is absent."""
    articles = sorted((SHARED / "seed").glob("*.txt"))
    if not articles:
        pytest.skip("../shared/seed is not here")
    return articles[0]


def pytest_unconfigure() -> None:
    """Let Prefect's word that its server stops, said when pytest's streams are closed, end in silence."""
    logging.raiseExceptions = False

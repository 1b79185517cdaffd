"""One session of Spark for the whole run; without Spark its tests are skipped, and say why."""

import warnings

import pytest

from hotich.engines.spark import missing, start


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """Give a session on two cores with few partitions."""
    lacking = missing()
    if lacking is not None:
        pytest.skip(f"Spark is not here ({lacking.__name__}): pip install hotich[spark], Java 17")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pyspark's own modules, when they are loaded
        session = start("2GB", processes=2, partitions=2, scratch=tmp_path_factory.mktemp("spark"))
    yield session
    session.stop()

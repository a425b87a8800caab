"""Points as a device wrote them become samples, and samples what can be said of the whole."""

import polars as pl

from schemas.bounds import EARLIEST, LATEST
from transforms.streams import POSSIBLE, possible
from transforms.track_distance import NOWHERE_DEG


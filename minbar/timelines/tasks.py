from datetime import timedelta

from minbar.core.periodic import periodic
from minbar.timelines.trimming import trim_homes


@periodic("trim_homes", every=timedelta(hours=1))
def trim() -> None:
    trim_homes()

from minbar.media.actions.describe_medium import describe_medium
from minbar.media.actions.discard_medium import discard_medium, sweep_media, sweep_originals
from minbar.media.actions.process_upload import process_now
from minbar.media.actions.receive_upload import receive_upload

__all__ = [
    "describe_medium",
    "discard_medium",
    "process_now",
    "receive_upload",
    "sweep_media",
    "sweep_originals",
]

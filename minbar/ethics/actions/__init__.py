from minbar.ethics.actions.decide import (
    close_report,
    lift_suspension,
    remove_post,
    restore_post,
    suspend,
)
from minbar.ethics.actions.report import report

__all__ = ["close_report", "lift_suspension", "remove_post", "report", "restore_post", "suspend"]

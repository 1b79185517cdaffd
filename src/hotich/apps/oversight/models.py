"""Tables of the room."""

from hotich.apps.oversight.alert_models import (
    AccessAlert,
    AccessAlertKind,
    AlertAnswer,
    WatchedNumber,
)

__all__ = ["AccessAlert", "AccessAlertKind", "AlertAnswer", "WatchedNumber"]

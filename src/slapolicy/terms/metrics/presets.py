"""
How monitors reckon: the conventions behind the figures that they show.

Read from the tools' own source and documentation; side by side with where
they come from on the page "Presets" of the documentation.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import final

import attrs

from slapolicy.amounts import Rounding
from slapolicy.errors import PolicyError
from slapolicy.terms.exchange import UnobservedAs
from slapolicy.terms.metrics._downtime import (
    Denominator,
    ExcludedTime,
)
from slapolicy.terms.metrics._precision import Precision


@final
@attrs.frozen(kw_only=True)
class Preset:
    """
    The conventions of one tool.

    Args:
        maintenance: Whether maintenance excuses; a commitment that is to
            read as the tool does has that exclusion, or has it not.

        excluded_time: Whether excused time counts as up or is removed.

        unobserved: What becomes of time in which nobody looked.

        denominator: Over which span the figure is reckoned.

        precision: To how many decimals of a percentage it is shown.

        precision_rounding: Which way it is rounded.

        weighted: Whether the impact of outages weighs.
    """

    maintenance: bool = True
    excluded_time: ExcludedTime = ExcludedTime.COUNTS_AS_UP
    unobserved: UnobservedAs = UnobservedAs.REMOVED
    denominator: Denominator = Denominator.ELAPSED
    precision: Precision
    precision_rounding: Rounding = Rounding.HALF_UP
    weighted: bool = False


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        # `get_sla_ok_percent` of Icinga DB: the whole span that is asked
        # for, in a decimal(7, 4).
        "icinga": Preset(
            denominator=Denominator.PERIOD, precision=Precision(4)
        ),
        # `avail.cgi`, "% known time": scheduled downtime is downtime.
        "nagios": Preset(maintenance=False, precision=Precision(3)),
        # `sla.getsli`: excluded downtimes leave; no problem, no downtime.
        "zabbix": Preset(
            excluded_time=ExcludedTime.REMOVED,
            unobserved=UnobservedAs.UP,
            precision=Precision(4),
            precision_rounding=Rounding.DOWN,
        ),
        # Beats: maintenance is neither up nor down.
        "uptime-kuma": Preset(
            excluded_time=ExcludedTime.REMOVED, precision=Precision(2)
        ),
        # Rounded down, so that nothing but 100 % reads as 100 %.
        "oneuptime": Preset(
            precision=Precision(2), precision_rounding=Rounding.DOWN
        ),
        # Component uptime: a partial outage weighs 30 %.
        "statuspage": Preset(
            unobserved=UnobservedAs.UP, precision=Precision(2), weighted=True
        ),
    }
)
"""The presets by the names of tools."""


def preset_of(tool: str) -> Preset:
    """
    Return the conventions of a tool.

    Args:
        tool: Its name, one of `PRESETS`.

    Raises:
        PolicyError: If there is no such preset.
    """
    if tool not in PRESETS:
        PolicyError.refuse(
            f"{tool!r} is no preset; there are {', '.join(PRESETS)}"
        )
    return PRESETS[tool]

"""Reports that people read, and data that billing systems take."""

from slapolicy.report._lines import csv_lines, json_lines
from slapolicy.report._series import series
from slapolicy.report._statement import html
from slapolicy.report._text import text
from slapolicy.report.billing import (
    kill_bill_credits,
    lago_credit_note,
    payable,
    whmcs_add_credit,
)


__all__ = [
    "csv_lines",
    "html",
    "json_lines",
    "kill_bill_credits",
    "lago_credit_note",
    "payable",
    "series",
    "text",
    "whmcs_add_credit",
]

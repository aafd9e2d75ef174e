"""Policies and records as YAML, JSON and TOML."""

from slapolicy.documents.kinds import KINDS, Kinds
from slapolicy.documents.policies import (
    dump_policy,
    load_policy,
    parse_policy,
    policy_from_dict,
)
from slapolicy.documents.records import (
    dump_record,
    load_record,
    parse_record,
    record_from_dict,
)
from slapolicy.documents.texts import Format


__all__ = [
    "KINDS",
    "Format",
    "Kinds",
    "dump_policy",
    "dump_record",
    "load_policy",
    "load_record",
    "parse_policy",
    "parse_record",
    "policy_from_dict",
    "record_from_dict",
]

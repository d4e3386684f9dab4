"""The version, where every part may read it."""

VERSION = "0.2.0"

"""Who says what about what to whom: frames from YAML over the dependency parse."""

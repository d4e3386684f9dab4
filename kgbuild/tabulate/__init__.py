"""Facts as flat tables, the bridge to the mappings."""

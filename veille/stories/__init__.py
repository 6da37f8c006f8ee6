"""Items that tell one event become one story. Pure."""

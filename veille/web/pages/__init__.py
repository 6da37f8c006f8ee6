"""One file per page: each gives the routes of its ``Site``."""

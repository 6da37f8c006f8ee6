"""Pages that read the archive: search, articles, letters, sources, unsubscribing."""

"""THE LINE: collect → classify → group → compose → deliver, one file per step.

    collect     fetcher: bytes      ──►  read, normalise         ──►  items, source states
    classify    items unclassified  ──►  rules                   ──►  classifications
    group       items ungrouped     ──►  stories                 ──►  stories
    compose     items of the window ──►  due, compose, render    ──►  edition (draft or frozen)
    deliver     deliveries, claimed ──►  message                 ──►  mailer; delivery sent

Each step reads, decides through the core, writes. The work list of a step is a query over
its own output, so a crash loses nothing and running a step again repeats nothing.
"""

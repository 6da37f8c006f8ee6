"""An invented territory with its little web and its mailbox: the watch shown without a network.

``territory`` says who publishes there, ``content/`` what they publish, ``feeds`` writes it in the
formats met in the wild, ``web`` serves it, ``sink`` receives the mails, ``demo`` runs the line.
"""

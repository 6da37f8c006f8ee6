"""What words weigh, learnt from labelled items: makes ``veille/prior/weights.npz``.

    python -m tools.prior                learn from the items that are not kept apart, and write
    python -m tools.prior --measure      learn, and only print the figures on those kept apart

``labels.tsv`` holds labels of real items, by the fingerprint of their title: the texts stay in the
neighbouring ``shared`` folder, and nothing is learnt where it is absent. ``invented/`` holds
items written for this purpose, texts and labels: nothing that they tell is to be believed.
"""

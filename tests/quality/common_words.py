"""x"""
IN_LOWER_CASE = ("le sens de la marche",)
IN_SENTENCES = ("Nice journée",)
